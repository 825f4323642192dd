package nutshell.kernel;

import java.util.Optional;
import java.util.function.BiPredicate;
import jnr.constants.platform.Errno;
import nutshell.refusals.Called;
import nutshell.refusals.Printable;

/**
 * What strerror(3) is too terse to say: why a call was refused and what to try.
 *
 * @param tested whether the cause was found out on this machine just now, not read off the errno alone
 */
public record Advice(boolean tested, String cause, String remedy) {

    public Advice {
        remedy = Called.here(remedy);
    }

    static Advice about(SyscallEvent event, Circumstances circumstances) {
        Errno errno = event.errno().orElseThrow();
        return Causes.ALL.stream()
                .filter(cause -> cause.call().equals(event.name()) && cause.errno() == errno)
                .filter(cause -> event.call().contains(cause.about()))
                .flatMap(cause -> judge(cause, event, circumstances).stream())
                .findFirst()
                .orElseGet(() -> new Advice(
                        false,
                        errno.description(),
                        "explain %s; man 2 %s has it under ERRORS".formatted(errno.name(), event.name())));
    }

    /** With what the kernel itself said beside the errno. */
    Advice adding(String words) {
        return new Advice(tested, cause + "; the kernel adds: " + Printable.text(words, 200), remedy);
    }

    private static Optional<Advice> judge(Cause cause, SyscallEvent event, Circumstances circumstances) {
        BiPredicate<SyscallEvent, Circumstances> test = cause.test();
        if (test == null) {
            return Optional.of(new Advice(false, cause.cause(), cause.remedy()));
        }
        return test.test(event, circumstances)
                ? Optional.of(new Advice(true, cause.cause(), cause.remedy()))
                : Optional.empty();
    }
}
