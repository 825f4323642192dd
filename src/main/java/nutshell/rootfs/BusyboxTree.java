package nutshell.rootfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;

/** The smallest useful root: one static busybox, and a symbolic link to it for each program it can be. */
public record BusyboxTree(Path busybox) implements Rootfs {

    private static final String REMEDY = "apt-get install busybox-static (Debian, Ubuntu), or: rootfs host";
    private static final Pattern APPLET = Pattern.compile("[A-Za-z0-9_\\[][A-Za-z0-9_.\\[+-]*");

    static List<Path> candidates() {
        return Stream.concat(
                        Stream.of("/bin", "/usr/bin", "/usr/local/bin").map(Path::of), SearchPath.ofThisHost().stream())
                .map(directory -> directory.resolve("busybox"))
                .distinct()
                .toList();
    }

    static BusyboxTree found(List<Path> candidates) {
        List<Path> present = candidates.stream()
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .toList();
        return present.stream()
                .filter(BusyboxTree::isStatic)
                .findFirst()
                .map(BusyboxTree::new)
                .orElseThrow(() -> Refusal.machine(
                        present.isEmpty()
                                ? "there is no busybox on this machine"
                                : "%s needs shared libraries: inside the tree it could not start; a static one can"
                                        .formatted(Wording.text(present.get(0).toString())),
                        REMEDY));
    }

    private static boolean isStatic(Path program) {
        try {
            return Elf.parse(ProgramFile.map(program)).isStatic();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String words() {
        return "busybox";
    }

    @Override
    public Prepared prepare(Path into) {
        // Asked before anything is made: a busybox that cannot say its names is refused without a trace.
        List<String> applets = applets();
        return FreshDirectory.make(into, root -> {
            Path bin = Files.createDirectory(root.resolve("bin"));
            Modes.set(bin, 0755);
            Files.copy(busybox, bin.resolve("busybox"));
            Modes.set(bin.resolve("busybox"), 0755);
            for (String applet : applets) {
                Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
            }
            linkOtherDirectories(root);
            Furniture.put(root);
            return new Prepared(
                    into,
                    "%s in one static file, %s"
                            .formatted(Wording.count(applets.size(), "program"), Wording.size(Files.size(busybox))));
        });
    }

    /** PATH inside usually names four directories; one is enough to fill. */
    private static void linkOtherDirectories(Path root) throws IOException {
        Files.createSymbolicLink(root.resolve("sbin"), Path.of("bin"));
        Modes.set(Files.createDirectory(root.resolve("usr")), 0755);
        Files.createSymbolicLink(root.resolve("usr/bin"), Path.of("../bin"));
        Files.createSymbolicLink(root.resolve("usr/sbin"), Path.of("../bin"));
    }

    private List<String> applets() {
        try {
            Process list = new ProcessBuilder(busybox.toString(), "--list")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            list.getOutputStream().close();
            try (Stream<String> lines = list.inputReader(StandardCharsets.UTF_8).lines()) {
                List<String> applets = lines.filter(APPLET.asMatchPredicate())
                        .filter(name -> !name.equals("busybox"))
                        .distinct()
                        .toList();
                if (!applets.isEmpty()) {
                    return applets;
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw Refusal.machine("%s cannot be run: %s".formatted(busybox, Wording.reason(e)), REMEDY);
        }
        throw Refusal.machine("'%s --list' names no program".formatted(busybox), REMEDY);
    }
}
