package nutshell.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import jnr.constants.platform.Errno;

/** Through here every call of ours passes: made, timed, traced, and if refused, explained. */
final class Door {

    private final Libc libc;
    private final IntSupplier lastErrno;
    private final Consumer<SyscallEvent> trace;
    private final SyscallEvent.Actor actor;

    Door(Libc libc, IntSupplier lastErrno, Consumer<SyscallEvent> trace, SyscallEvent.Actor actor) {
        this.libc = libc;
        this.lastErrno = lastErrno;
        this.trace = trace;
        this.actor = actor;
    }

    /** The same door for looking, which nobody needs to see. */
    Door quiet() {
        return new Door(libc, lastErrno, event -> {}, actor);
    }

    Libc libc() {
        return libc;
    }

    /** The errno of this thread's last call; to be read before the next one. */
    int errno() {
        return lastErrno.getAsInt();
    }

    /** Returns the call's result, never negative. */
    long call(LongSupplier call, String name, String... args) {
        long before = System.nanoTime();
        long result = call.getAsLong();
        // The next call into libc overwrites errno, so it is read before anything else happens.
        int errno = result < 0 ? lastErrno.getAsInt() : 0;
        long micros = (System.nanoTime() - before) / 1000;
        return report(name, List.of(args), result, errno, micros);
    }

    /** Takes a call that this actor has made already. */
    long report(String name, List<String> args, long result, int errno, long micros) {
        return report(name, args, result, errno, micros, actor);
    }

    /** Takes an answer that came by netlink: errno is 0 for success, and the kernel may have added words. */
    long answered(String name, List<String> args, long result, int errno, long micros, Optional<String> words) {
        try {
            return report(name, args, errno == 0 ? result : -1, errno, micros);
        } catch (SyscallFailed e) {
            throw words.map(text -> e.explained(e.advice().adding(text))).orElse(e);
        }
    }

    /** Takes a call that was made elsewhere: errno is 0 for success, and where it never came back. */
    long report(String name, List<String> args, long result, int errno, long micros, SyscallEvent.Actor by) {
        SyscallEvent event = note(name, args, result, errno, micros, by);
        if (event.errno().isPresent()) {
            throw new SyscallFailed(event, Advice.about(event, new Circumstances(libc)));
        }
        return result;
    }

    /** The same, for whom a refusal is an answer like others. */
    SyscallEvent note(String name, List<String> args, long result, int errno, long micros, SyscallEvent.Actor by) {
        Optional<Errno> refusal = errno == 0 ? Optional.empty() : Optional.of(Errno.valueOf(errno));
        SyscallEvent event = new SyscallEvent(name, args, refusal.isPresent() ? -1 : result, refusal, micros, by);
        trace.accept(event);
        return event;
    }
}
