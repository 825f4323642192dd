package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code vm build} killed before and after each program it runs, and in the middle of what stands in for mmdebstrap: nothing
 * runs on, clean finds all, and the next build gives what an undisturbed one gives. {@code -Dnutshell.builds.seconds=N}
 * gives it more time than all the steps need.
 */
@Tag("whole")
class KilledBuildTest {

    private static final long SECONDS = Long.getLong("nutshell.builds.seconds", 12);

    /** In the environment of all that a build starts, and what comes of it. */
    private static final String STEPS = "NUTSHELL_TEST_STEPS";

    private static final List<String> PROGRAMS = List.of(
            "unshare", "tar", "mv", "rm", "cp", "find", "cpio", "gzip", "mksquashfs", "sha256sum", "sync", "mkdir");

    /** Counts, and stops for good where it is to be killed; of a pipeline's programs more than one may come there. */
    private static final String STEP = """
            step() {
                echo "$*" >>"$NUTSHELL_TEST_STEPS"
                [ "${NUTSHELL_TEST_STOP:-0}" -eq 0 ] ||
                    [ "$(/usr/bin/wc -l <"$NUTSHELL_TEST_STEPS")" -lt "$NUTSHELL_TEST_STOP" ] || /usr/bin/sleep 300
            }
            """;

    private static final String AROUND = "#!/bin/sh\n" + STEP + """
            step "before %1$s"
            %2$s "$@"
            status=$?
            step "after %1$s"
            exit $status
            """;

    /** A tree with a mount in it, its archive said in two parts, as the real one lays out and packs. */
    private static final String MMDEBSTRAP = "#!/bin/sh\n" + STEP + """
            set -eu
            tree=$(mktemp -d "$TMPDIR/mmdebstrap.XXXXXX")
            step tree
            mkdir -p "$tree/proc" "$tree/boot" "$tree/usr/bin" "$tree/usr/lib/modules/6.1"
            mount -t tmpfs none "$tree/proc"
            echo "I: unpacking" >&2
            step mounted
            head -c 300000 /bin/busybox >"$tree/boot/vmlinuz-6.1"
            head -c 200000 /bin/busybox >"$tree/usr/bin/busybox"
            for module in virtio_pci virtio_blk ext4; do
                echo "$module" >"$tree/usr/lib/modules/6.1/$module.ko"
                echo "$module.ko:" >>"$tree/usr/lib/modules/6.1/modules.dep"
            done
            umount "$tree/proc"
            step unpacked
            /usr/bin/tar -C "$tree" --sort=name --mtime=@0 --owner=0 --group=0 -cf "$tree.tar" .
            head -c 100000 "$tree.tar"
            step "half the archive"
            tail -c +100001 "$tree.tar"
            /usr/bin/rm -rf "$tree" "$tree.tar"
            """;

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    private Path steps = Path.of("");
    private Path standIns = Path.of("");

    @BeforeEach
    void lays_the_stand_ins_out() throws IOException {
        WholeProgram.needsRoot();
        for (String name : List.of("mksquashfs", "cpio", "xz", "unshare", "/bin/busybox")) {
            Commands.need(name);
        }
        steps = program.directory().resolve("steps");
        standIns = Files.createDirectory(program.directory().resolve("stand-ins"));
        for (String name : PROGRAMS) {
            executable(
                    name,
                    AROUND.formatted(
                            name,
                            Commands.run("sh", "-c", "command -v " + name).out().strip()));
        }
        executable("mmdebstrap", MMDEBSTRAP);
    }

    private void executable(String name, String text) throws IOException {
        Path file = Files.writeString(standIns.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void a_build_that_is_killed_leaves_nothing_that_is_taken_for_an_image() throws Exception {
        String sums = built();
        List<String> all = Files.readAllLines(steps);
        List<Integer> stops =
                new ArrayList<>(IntStream.rangeClosed(1, all.size()).boxed().toList());
        Collections.shuffle(stops, new Random(1));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int killed = 0;
        for (int stop : stops) {
            if (System.nanoTime() > end) {
                break;
            }
            String where = "killed at step " + stop + ", " + all.get(stop - 1);
            boolean fresh = killed % 2 == 1;
            forgetImages(fresh);
            killAt(stop, fresh);
            killed++;
            awaitEnd(where);
            program.run("clean").wellDone();
            List<String> left = names();
            assertTrue(left.isEmpty() || left.equals(List.of(image())), where + " leaves " + left);
            assertEquals(sums, built(), where);
        }
        awaitWatchers();
        System.out.printf("killed %d times, at %d of %d steps of a build; nothing left%n", killed, killed, all.size());
        assertTrue(killed > 0);
    }

    private String image = "";

    private String image() {
        return image;
    }

    private Path cache() {
        return program.directory().resolve("home/.cache/nutshell/lab");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> there = Files.list(cache())) {
            return there.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** Every second time the old image stays, to be replaced. */
    private void forgetImages(boolean keep) {
        if (!keep) {
            Commands.run("rm", "-rf", cache().toString()).wellDone();
        }
    }

    /** Builds where there is no image; the checksums of the image that is there then, which are right. */
    private String built() throws IOException {
        Files.writeString(steps, "");
        Commands.Result built =
                Commands.run("", environment(0), program.command("vm", "build")).wellDone();
        Path place = Path.of(built.out().strip());
        image = place.getFileName().toString();
        assertEquals(List.of(image), names());
        Commands.run("sh", "-c", "cd \"$0\" && sha256sum --quiet --strict -c SHA256SUMS", place.toString())
                .wellDone();
        return Files.readString(place.resolve("SHA256SUMS"));
    }

    private Map<String, String> environment(int stop) {
        Map<String, String> environment = program.environment();
        environment.put("PATH", standIns + ":" + environment.get("PATH"));
        environment.put(STEPS, steps.toString());
        environment.put("NUTSHELL_TEST_STOP", "" + stop);
        return environment;
    }

    /** The process group, as a terminal's end or a batch system would; the script is in one of its own. */
    private void killAt(int stop, boolean fresh) throws IOException, InterruptedException {
        Files.writeString(steps, "");
        List<String> command = new ArrayList<>(List.of("setsid", "--wait"));
        command.addAll(program.command("vm", "build"));
        if (fresh) {
            command.add("--fresh");
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(program.directory().resolve("killed.err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(stop));
        Process build = builder.start();
        while (count() < stop) {
            assertTrue(build.isAlive(), "it never came to step " + stop);
            LockSupport.parkNanos(5_000_000);
        }
        Commands.run("kill", "-KILL", "--", "-" + build.pid()).wellDone();
        assertTrue(build.waitFor(10, TimeUnit.SECONDS));
    }

    private int count() throws IOException {
        return Files.readAllLines(steps).size();
    }

    /** All but the watch on the caller, which sleeps five seconds more before it looks again. */
    private void awaitEnd(String where) throws IOException {
        await(where, false);
    }

    private void awaitWatchers() throws IOException {
        await("at the end", true);
    }

    private void await(String where, boolean watchersToo) throws IOException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        List<String> running = running(watchersToo);
        while (!running.isEmpty() && System.nanoTime() < limit) {
            LockSupport.parkNanos(20_000_000);
            running = running(watchersToo);
        }
        assertEquals(List.of(), running, where);
    }

    private List<String> running(boolean watchersToo) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                String words = text(process.resolve("cmdline"));
                boolean watcher = words.contains("read -r _ <&9") || words.equals("sleep\0" + "5\0");
                if (text(process.resolve("environ")).contains(STEPS + "=" + steps) && (watchersToo || !watcher)) {
                    found.add(process.getFileName() + " " + words.replace('\0', ' '));
                }
            }
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
