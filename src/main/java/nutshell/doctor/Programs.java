package nutshell.doctor;

import java.util.List;
import java.util.Optional;

/** Programs of others that a command compares itself with or hands its work to. */
final class Programs {

    static final List<Probe> ALL = List.of(
            missing(
                    "unshare",
                    PackageName.of("util-linux"),
                    "The scripts of recipe export --as sh do not run, and doctor can" + " try out no namespace."),
            missing(
                    "runc",
                    PackageName.of("runc"),
                    "A bundle made by export oci cannot be tried with runc, nor bench compare" + " with it."),
            missing(
                    "crun",
                    PackageName.of("crun"),
                    "A bundle made by export oci cannot be tried with crun, nor bench compare" + " with it."),
            missing("strace", PackageName.of("strace"), "What trace shows cannot be compared with strace -f."));

    private Programs() {}

    private static Probe missing(String program, PackageName from, String what) {
        return facts -> facts.program(program).isPresent()
                ? Optional.empty()
                : Optional.of(new Finding(
                        "no-" + program,
                        what,
                        program + " is not installed: it lies in no directory of PATH.",
                        Remedy.install(facts, from)));
    }
}
