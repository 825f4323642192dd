package nutshell.why;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import jnr.constants.platform.Errno;
import nutshell.container.Container;
import nutshell.container.Stdio;
import nutshell.kernel.Advice;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.kernel.Tracer;
import nutshell.kernel.WaitStatus;
import nutshell.refusals.Refusal;
import nutshell.seccomp.Program;

/** Runs a program, sees which of its system calls are refused, and finds out why. */
public final class Why {

    /** Errnos that mean "you may not"; what is merely not there is the program's own affair. */
    private static final Set<Errno> REFUSALS = EnumSet.of(Errno.EPERM, Errno.EACCES, Errno.EROFS);

    /** Calls that mean it with these as well. */
    private static final Map<Errno, Set<String>> ALSO = Map.of(
            Errno.EAGAIN, Set.of("clone", "clone3", "fork", "vfork"),
            Errno.ENOSPC, Set.of("clone", "clone3", "unshare"),
            Errno.EINVAL,
                    Set.of(
                            "unshare",
                            "setns",
                            "chown",
                            "lchown",
                            "fchown",
                            "fchownat",
                            "setuid",
                            "setgid",
                            "setreuid",
                            "setregid",
                            "setresuid",
                            "setresgid"));

    private static final int MOST = 100;

    private final Map<String, Finding> findings = new LinkedHashMap<>();

    private Why() {}

    /** A refused call, as often as it was made, and why; no cause where none could be found. */
    public record Finding(String call, String name, String errno, Optional<Cause> cause, int times) {
        Finding onceMore() {
            return new Finding(call, name, errno, cause, times + 1);
        }
    }

    /** All findings in the order in which they first came, and how the program ended. */
    public record Report(List<Finding> findings, WaitStatus end) {}

    /** Runs a program in a container, or outside of all if that container has left nothing. */
    public static Report run(Container container, List<String> command, Stdio stdio) {
        Why why = new Why();
        WaitStatus end = container.watched(command, stdio, why::watch);
        return new Report(List.copyOf(why.findings.values()), end);
    }

    /** Why a call that a container's own thread has just made was refused; empty where that could not be tested. */
    public static Optional<Advice> explain(Container container, SyscallFailed failed) {
        if (failed.event().by() != SyscallEvent.Actor.CONTAINER) {
            return Optional.empty();
        }
        return Investigation.into(OwnCall.of(container.tid(), failed.event()), List.of())
                .filter(Cause::isTested)
                .map(cause -> new Advice(true, cause.sentence(), cause.remedy()));
    }

    /** On a thread of its own: to the kernel, that thread is the tracer, and the only one that hears of the program. */
    private WaitStatus watch(int pid, Runnable letGo) {
        CompletableFuture<WaitStatus> end = new CompletableFuture<>();
        Thread tracing = new Thread(
                () -> {
                    try {
                        end.complete(trace(pid, letGo));
                    } catch (RuntimeException e) {
                        end.completeExceptionally(e);
                    }
                },
                "why");
        tracing.setDaemon(true);
        tracing.start();
        try {
            return end.join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private WaitStatus trace(int pid, Runnable letGo) {
        Tracer tracer = Kernel.silent().processes().tracer();
        boolean traced = tracer.seize(pid);
        letGo.run();
        if (!traced) {
            Kernel.silent().processes().await(pid, false);
            throw Refusal.machine(
                    "the program could not be traced (ptrace is refused here)",
                    "as root, or in the lab machine; sysctl kernel.yama.ptrace_scope");
        }
        return tracer.watch(pid, refused -> consider(tracer, refused));
    }

    private void consider(Tracer tracer, Tracer.Refused refused) {
        Errno errno = Errno.valueOf(refused.errno());
        if (!REFUSALS.contains(errno) && !ALSO.containsKey(errno)) {
            return;
        }
        RefusedCall call = RefusedCall.of(refused);
        boolean counts =
                REFUSALS.contains(errno) || ALSO.getOrDefault(errno, Set.of()).contains(call.name());
        if (!counts || findings.size() >= MOST) {
            return;
        }
        findings.compute(
                call.shown(),
                (shown, before) -> before == null
                        ? new Finding(
                                shown, call.name(), errno.name(), Investigation.into(call, filters(tracer, refused)), 1)
                        : before.onceMore());
    }

    private static List<Program> filters(Tracer tracer, Tracer.Refused refused) {
        List<Program> programs = new ArrayList<>();
        tracer.filters(refused.tid()).forEach(bytes -> programs.add(Program.read(bytes)));
        return programs;
    }
}
