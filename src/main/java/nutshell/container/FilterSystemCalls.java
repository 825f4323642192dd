package nutshell.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nutshell.capabilities.CapabilitySets;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Action;
import nutshell.seccomp.Circumstances;
import nutshell.seccomp.Filter;
import nutshell.seccomp.KernelVersion;
import nutshell.seccomp.Program;
import nutshell.seccomp.Syscalls;

/**
 * Has the kernel refuse system calls; see seccomp(2). The filter lies on the container's thread at once: what comes after
 * it meets it, and so do the programs.
 *
 * @param atExec leaves it to each program instead, as the last thing before its execve(2), as container runtimes do
 */
public record FilterSystemCalls(FilterSource source, boolean atExec) implements Step {

    static Step read(Arguments arguments) {
        boolean atExec = arguments.flag("--at-exec");
        Optional<String> arch = arguments.option("--arch");
        Optional<String> otherwise = arguments.option("--otherwise");
        String act = arguments.next("deny, allow or load");
        if (otherwise.isPresent() && !act.equals("allow")) {
            throw arguments.wrong("--otherwise says what becomes of calls that allow does not name");
        }
        if (arch.isPresent() && act.equals("load")) {
            throw arguments.wrong("a profile says itself which ways into the kernel it is for");
        }
        FilterSource source = switch (act) {
            case "deny" -> FilterWords.deny(arguments, arch);
            case "allow" -> FilterWords.allow(arguments, arch, otherwise);
            case "load" -> FilterProfile.read(arguments);
            default -> throw arguments.wrong("'" + Printable.text(act) + "' is none of deny, allow, load");
        };
        return new FilterSystemCalls(source, atExec);
    }

    @Override
    public String line() {
        List<String> words = new ArrayList<>(List.of("seccomp"));
        words.addAll(source.words());
        if (atExec) {
            words.add("--at-exec");
        }
        return Words.join(words);
    }

    @Override
    public void apply(Site site) {
        Filter filter = source.filter(
                circumstances(site.powers().now().capabilities().bounding().names()));
        Program program = filter.compile();
        ThreadNeeds needs = new ThreadNeeds(program, line());
        if (atExec) {
            needs.requireOfChild();
        } else {
            requireNothingLeftUndone(site, program);
            needs.require(site.task().hasDeputy());
            site.kernel().seccomp(program.bytes());
        }
        site.filters()
                .add(
                        new LoadedFilter(line(), program, atExec),
                        left -> source.filter(circumstances(left.names())).compile());
        source.notes().forEach(site::note);
    }

    /** Of whoever exports. */
    private static Circumstances circumstances(Path thread) {
        try {
            List<String> status = Files.readAllLines(thread.resolve("status"));
            return circumstances(CapabilitySets.parse(status).bounding().names());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Circumstances circumstances(List<String> capabilities) {
        String release = System.getProperty("os.version", "");
        KernelVersion version = KernelVersion.of(release)
                .orElseThrow(() -> Refusal.machine(
                        "the kernel calls itself '" + Printable.text(release) + "', which is no version", "uname -r"));
        return new Circumstances(Abi.ofThisMachine(), Set.copyOf(capabilities), version);
    }

    /** What waits for PID 1 will be done under the filter, as that process comes from this thread. */
    private void requireNothingLeftUndone(Site site, Program program) {
        Abi abi = Abi.ofThisMachine();
        boolean mounts = program.outcomes(abi, Syscalls.number(abi, "mount").orElseThrow()).stream()
                .allMatch(Action::letsThrough);
        if (site.first().isToCome() && !site.firstActs().isEmpty() && !mounts) {
            throw Refusal.safety(
                    "mount proc waits for PID 1, which would meet this filter before it can mount",
                    line() + " --at-exec; or exec a program first, whose PID 1 mounts");
        }
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.filter(line(), capabilities -> source.filter(circumstances(capabilities)));
    }

    @Override
    public void describe(Script script) {
        // Whoever exports runs it, as far as anyone knows.
        script.filter(source.filter(circumstances(Path.of("/proc/self"))).compile());
    }
}
