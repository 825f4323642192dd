package nutshell.kernel;

import java.util.function.BiPredicate;
import jnr.constants.platform.Errno;
import nutshell.capabilities.Capability;
import org.jspecify.annotations.Nullable;

/**
 * One thing an errno can mean.
 *
 * @param about what the call's text must hold: of netlink, the message that was sent
 * @param test finds out whether this is the cause; null where nothing cheap can tell
 */
record Cause(
        String call,
        Errno errno,
        String about,
        @Nullable BiPredicate<SyscallEvent, Circumstances> test,
        String cause,
        String remedy) {

    static final String PRIVILEGE = "sudo ./nutshell, or the lab machine: ./nutshell vm up";

    static Cause lacking(String call, Capability capability) {
        return tested(
                call,
                Errno.EPERM,
                (event, circumstances) -> !circumstances.has(capability),
                "this thread lacks " + capability + " (capget says so)",
                PRIVILEGE);
    }

    static Cause tested(
            String call, Errno errno, BiPredicate<SyscallEvent, Circumstances> test, String cause, String remedy) {
        return new Cause(call, errno, "", test, cause, remedy);
    }

    static Cause perhaps(String call, Errno errno, String cause, String remedy) {
        return perhaps(call, errno, "", cause, remedy);
    }

    static Cause perhaps(String call, Errno errno, String about, String cause, String remedy) {
        return new Cause(call, errno, about, null, cause, remedy);
    }
}
