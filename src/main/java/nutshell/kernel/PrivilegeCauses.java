package nutshell.kernel;

import static nutshell.kernel.Cause.lacking;
import static nutshell.kernel.Cause.perhaps;
import static nutshell.kernel.Cause.tested;

import java.util.List;
import jnr.constants.platform.Errno;
import nutshell.capabilities.Capability;

/** Why a thread may not give up power, or not in this order. */
final class PrivilegeCauses {

    static final List<Cause> ALL = List.of(
            groupAfterUser("setresgid"),
            groupAfterUser("setgroups"),
            tested(
                    "landlock_restrict_self",
                    Errno.EPERM,
                    (e, c) -> !c.has(Capability.CAP_SYS_ADMIN),
                    "without CAP_SYS_ADMIN a thread must promise first that execve never adds power, or it could fool a"
                            + " setuid program",
                    "no_new_privs, then landlock again; explain no_new_privs"),
            lacking("setresuid", Capability.CAP_SETUID),
            lacking("setresgid", Capability.CAP_SETGID),
            lacking("setgroups", Capability.CAP_SETGID),
            tested(
                    "prctl",
                    Errno.EPERM,
                    (e, c) -> e.args().get(0).equals("PR_CAPBSET_DROP") && !c.has(Capability.CAP_SETPCAP),
                    "this thread lacks CAP_SETPCAP (capget says so), which shrinking the bounding set takes",
                    "undo, and drop CAP_SETPCAP last; explain bounding-set"),
            tested(
                    "prctl",
                    Errno.EPERM,
                    (e, c) -> e.args().get(0).equals("PR_CAP_AMBIENT"),
                    "only what is permitted and inheritable can be made ambient, and this thread may not hold it any more",
                    "look caps; setuid U --keepcaps keeps what is permitted"),
            perhaps(
                    "capset",
                    Errno.EPERM,
                    "what is permitted only ever shrinks, and only what is permitted or, with CAP_SETPCAP, in the bounding set"
                            + " can become inheritable",
                    "look caps; explain capabilities"),
            perhaps(
                    "setgroups",
                    Errno.EPERM,
                    "this user namespace was made by a plain user, and there setgroups is denied for good",
                    "setgid G --keep-groups; explain setgroups"),
            unmapped("setresuid"),
            unmapped("setresgid"),
            noLandlock(Errno.ENOSYS, "this kernel has no Landlock: it is older than 5.13 or was built without"),
            noLandlock(Errno.EOPNOTSUPP, "this kernel has no Landlock in force: it was not among lsm= when it booted"),
            noLandlock(Errno.ENOTSUP, "this kernel has no Landlock in force: it was not among lsm= when it booted"),
            perhaps(
                    "landlock_restrict_self",
                    Errno.E2BIG,
                    "sixteen layers of Landlock are the most a thread can have",
                    "undo, and put rules into one line"));

    private PrivilegeCauses() {}

    private static Cause groupAfterUser(String call) {
        return tested(
                call,
                Errno.EPERM,
                (e, c) -> !c.has(Capability.CAP_SETGID) && c.user() != 0,
                "setuid came first: leaving user 0 took this thread's capabilities, and CAP_SETGID among them",
                "undo, then setgid before setuid; explain setuid");
    }

    private static Cause unmapped(String call) {
        return perhaps(call, Errno.EINVAL, "this id has no mapping in this user namespace", "explain user");
    }

    private static Cause noLandlock(Errno errno, String cause) {
        // The errno alone says which; see ERRORS in landlock_create_ruleset(2).
        return tested(
                "landlock_create_ruleset",
                errno,
                (e, c) -> true,
                cause,
                "the lab machine, whose kernel has it: ./nutshell vm up; nutshell doctor");
    }
}
