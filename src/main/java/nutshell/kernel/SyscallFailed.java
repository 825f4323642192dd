package nutshell.kernel;

import java.io.Serial;
import jnr.constants.platform.Errno;

/** A system call the kernel refused, with what a learner needs in order to go on. */
public final class SyscallFailed extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient SyscallEvent event;
    private final transient Advice advice;

    public SyscallFailed(SyscallEvent event, Advice advice) {
        super("%s failed: %s"
                .formatted(event.call(), event.errno().orElseThrow().name()));
        this.event = event;
        this.advice = advice;
    }

    public SyscallEvent event() {
        return event;
    }

    public Errno errno() {
        return event.errno().orElseThrow();
    }

    public Advice advice() {
        return advice;
    }

    /** The same refusal, explained by someone who knows more: the container knows, say, that its PID 1 has ended. */
    public SyscallFailed explained(Advice better) {
        return new SyscallFailed(event, better);
    }

    /** The full text for a person, several lines. */
    public String explanation() {
        return getMessage() + "\n  " + (advice.tested() ? "likely: " : "perhaps: ") + advice.cause() + "\n  try:    "
                + advice.remedy();
    }
}
