package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    private static final String[] USUAL = {"vm", "build"};
    private static final String[] FRESH = {"vm", "build", "--fresh"};

    private static final List<String> PROGRAMS = List.of(
            "unshare", "tar", "mv", "rm", "cp", "find", "cpio", "gzip", "mksquashfs", "sha256sum", "sync", "mkdir");

    private static final String AROUND = """
            step "before %1$s"
            %2$s "$@"
            status=$?
            step "after %1$s"
            exit $status
            """;

    /** A tree with a mount in it, its archive said in two parts, as the real one lays out and packs. */
    private static final String MMDEBSTRAP = """
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

    private @Nullable StandIns laid;

    @BeforeEach
    void lays_the_stand_ins_out() throws IOException {
        WholeProgram.needsRoot();
        for (String name : List.of("mksquashfs", "cpio", "xz", "unshare", "/bin/busybox")) {
            Commands.need(name);
        }
        StandIns standIns = new StandIns(program);
        for (String name : PROGRAMS) {
            String itself = Commands.run("sh", "-c", "command -v " + name).out().strip();
            standIns.add(name, AROUND.formatted(name, itself));
        }
        standIns.add("mmdebstrap", MMDEBSTRAP);
        laid = standIns;
    }

    private StandIns standIns() {
        return Objects.requireNonNull(laid);
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void a_build_that_is_killed_leaves_nothing_that_is_taken_for_an_image() throws Exception {
        String sums = built();
        List<String> all = standIns().steps();
        int killed = standIns().sweep(SECONDS, all, (stop, where, before) -> {
            boolean fresh = before % 2 == 1;
            forgetImages(fresh);
            standIns().killAt(stop, program.command(fresh ? FRESH : USUAL));
            await(where, words -> !watches(words));
            program.run("clean").wellDone();
            List<String> left = names();
            assertTrue(left.isEmpty() || left.equals(List.of(image)), where + " leaves " + left);
            assertEquals(sums, built(), where);
        });
        await("at the end", words -> true);
        System.out.printf("killed %d times, at %d of %d steps of a build; nothing left%n", killed, killed, all.size());
    }

    private String image = "";

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
        standIns().begin();
        Commands.Result built = Commands.run("", standIns().undisturbed(), program.command(USUAL))
                .wellDone();
        Path place = Path.of(built.out().strip());
        image = place.getFileName().toString();
        assertEquals(List.of(image), names());
        Commands.run("sh", "-c", "cd \"$0\" && sha256sum --quiet --strict -c SHA256SUMS", place.toString())
                .wellDone();
        return Files.readString(place.resolve("SHA256SUMS"));
    }

    /** The watch on the caller sleeps five seconds more before it looks again. */
    private static boolean watches(String words) {
        return words.contains("read -r _ <&9") || words.equals("sleep\0" + "5\0");
    }

    /** Insists that of the processes that are like this none is left in a while. */
    private void await(String where, Predicate<String> like) throws IOException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        List<String> running = standIns().running(like);
        while (!running.isEmpty() && System.nanoTime() < limit) {
            LockSupport.parkNanos(20_000_000);
            running = standIns().running(like);
        }
        assertEquals(List.of(), running, where);
    }
}
