package nutshell.container;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import nutshell.capabilities.CapabilitySet;
import nutshell.kernel.Advice;
import nutshell.kernel.ChildList;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Action;
import nutshell.seccomp.Errno;
import nutshell.seccomp.Program;
import nutshell.seccomp.Syscalls;

/** The filters of one building of a container, and which refusals they are the cause of. */
final class Filters {

    private final List<LoadedFilter> loaded = new ArrayList<>();
    private final Map<LoadedFilter, Function<CapabilitySet, Program>> compiled = new HashMap<>();

    /** Takes note of a filter; {@code compiled} is what it would be for whoever has only these capabilities. */
    void add(LoadedFilter filter, Function<CapabilitySet, Program> compiled) {
        loaded.add(filter);
        this.compiled.put(filter, compiled);
    }

    List<LoadedFilter> all() {
        return List.copyOf(loaded);
    }

    /** Puts those that were left to the programs on one, as the last thing before execve(2). */
    void putOn(ChildList list) {
        loaded.stream()
                .filter(LoadedFilter::atExec)
                .forEach(filter -> list.seccomp(filter.program().bytes()));
    }

    /**
     * Puts them on the container's thread, from which programs to come inherit them, because soon no program could do so
     * itself. One that the thread cannot live under stays with the programs, and the kernel will refuse those.
     */
    void putOnThread(Site site, CapabilitySet left) {
        for (LoadedFilter filter : loaded.stream().filter(LoadedFilter::atExec).toList()) {
            Program program = Objects.requireNonNull(compiled.get(filter)).apply(left);
            try {
                new ThreadNeeds(program, filter.line()).require(site.task().hasDeputy());
            } catch (Refusal e) {
                site.note("only the first program can be started: '" + Printable.text(filter.line())
                        + "' needs a power that has been given up since");
                continue;
            }
            site.kernel().seccomp(program.bytes());
            loaded.set(loaded.indexOf(filter), new LoadedFilter(filter.line(), program, false));
        }
    }

    /** Says so where a filter refused the call: no guess, as it is asked first and always answers the same. */
    SyscallFailed explained(SyscallFailed failed) {
        SyscallEvent event = failed.event();
        if (event.by() == SyscallEvent.Actor.HOST) {
            return failed;
        }
        Action refusal = Action.errno(new Errno(failed.errno().intValue()));
        return loaded.stream()
                .filter(filter -> !filter.atExec() || event.name().equals("execve"))
                .flatMap(filter -> advice(filter, event.name(), refusal).stream())
                .findFirst()
                .map(failed::explained)
                .orElse(failed);
    }

    private static Optional<Advice> advice(LoadedFilter filter, String call, Action refusal) {
        Abi abi = Abi.ofThisMachine();
        OptionalInt number = Syscalls.number(abi, call);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Set<Action> outcomes = filter.program().outcomes(abi, number.getAsInt());
        if (!outcomes.contains(refusal)) {
            return Optional.empty();
        }
        boolean certain = outcomes.size() == 1;
        return Optional.of(new Advice(
                certain,
                "the filter of '%s' answers %s with %s%s"
                        .formatted(
                                Printable.text(filter.line()),
                                call,
                                refusal,
                                certain ? "" : ", depending on arguments"),
                "explain seccomp lists the filter; undo takes it back, nothing else can"));
    }
}
