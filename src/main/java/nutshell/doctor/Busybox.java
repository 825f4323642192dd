package nutshell.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The one program that makes a whole root file system, if it needs no libraries. */
final class Busybox {

    private static final PackageName STATIC =
            new PackageName("busybox-static", "busybox", "busybox", "busybox-static", "busybox-static");

    private Busybox() {}

    static Optional<Finding> none(Facts facts) {
        if (found(facts)) {
            return Optional.empty();
        }
        List<String> dynamic = programs(facts).toList();
        return Optional.of(new Finding(
                "no-static-busybox",
                "rootfs busybox, and with it the labs that need a small root file system, cannot be done.",
                dynamic.isEmpty()
                        ? "No busybox is installed."
                        : String.join(", ", dynamic) + " needs shared libraries, which a new root does not have.",
                Remedy.install(facts, STATIC)));
    }

    static boolean found(Facts facts) {
        return programs(facts)
                .anyMatch(
                        path -> facts.head(path, Elf.HEAD).filter(Elf::isStatic).isPresent());
    }

    /** Alpine and SUSE put the static one beside the other, under a name of its own. */
    private static Stream<String> programs(Facts facts) {
        return Stream.of("busybox", "busybox.static", "busybox-static").flatMap(name -> facts.program(name).stream());
    }
}
