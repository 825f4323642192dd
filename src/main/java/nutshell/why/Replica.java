package nutshell.why;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jnr.constants.platform.Errno;
import nutshell.capabilities.CapabilitySet;
import nutshell.kernel.ChildList;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenMode;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.Namespace;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Syscalls;

/**
 * Makes throw-away processes that are like a subject: its namespaces, root, working directory, ids and capabilities. Not its
 * filter, its security module's profile, its Landlock domain and its limits, unless a trial asks for one of them.
 */
final class Replica implements AutoCloseable {

    private static final int NS_GET_PARENT = 0xb702;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_SECUREBITS = 28;
    /** SECBIT_NO_SETUID_FIXUP: the ids change, and the capabilities do not with them. */
    private static final int NO_SETUID_FIXUP = 4;

    private static final int CAPABILITY_VERSION = 0x2008_0522;

    private final Kernel here = Kernel.silent();
    private final Subject subject;
    private final boolean asRoot = here.uid() == 0;
    private final Map<Namespace, Integer> namespaces = new HashMap<>();
    private final CapabilitySet ours;
    private final List<Integer> open = new ArrayList<>();
    private final OptionalInt root;
    private final OptionalInt workingDirectory;

    Replica(Subject subject) {
        this.subject = subject;
        Subject us = Subject.read((int) ProcessHandle.current().pid());
        this.ours = us.capabilities().permitted();
        subject.namespaces().forEach((namespace, link) -> {
            boolean hasItsOwn = !link.equals(us.namespaces().get(namespace));
            if (hasItsOwn && namespace != Namespace.PID && namespace != Namespace.TIME) {
                open("ns/" + namespace.procName()).ifPresent(fd -> namespaces.put(namespace, fd));
            }
        });
        this.root = open("root");
        this.workingDirectory = open("cwd");
    }

    private OptionalInt open(String name) {
        try {
            int fd = here.open("/proc/" + subject.tid() + "/" + name, OpenMode.READ);
            open.add(fd);
            return OptionalInt.of(fd);
        } catch (nutshell.kernel.SyscallFailed e) {
            return OptionalInt.empty();
        }
    }

    static long number(String call) {
        return Syscalls.number(Abi.ofThisMachine(), call).orElse(-1);
    }

    /** What the kernel says to a probe made by one like the subject with these capabilities beside its own. */
    OptionalInt attempt(Probe probe, CapabilitySet added) {
        ChildList list = new ChildList();
        becomeLike(list, added);
        probe.addTo(list);
        return here.processes().attempt(list);
    }

    /** What it says to one with the subject's ids who is in no namespace of its own, and has no capability. */
    OptionalInt attemptOutside(Probe probe) {
        ChildList list = new ChildList();
        if (asRoot) {
            long gid = subject.ids("Gid")[1];
            long uid = subject.ids("Uid")[1];
            list.call("setgroups", number("setgroups"), 0, new byte[4])
                    .call("setresgid", number("setresgid"), gid, gid, gid)
                    .call("setresuid", number("setresuid"), uid, uid, uid);
        }
        // Or its own files in /proc would be root's.
        list.call("prctl", number("prctl"), PR_SET_DUMPABLE, 1, 0, 0, 0);
        probe.addTo(list);
        return here.processes().attempt(list);
    }

    /** Whether its user namespace was made right inside ours: to join the one outside of it would be to join our own. */
    boolean isChildOfOurs() {
        Integer user = namespaces.get(Namespace.USER);
        if (user == null) {
            return false;
        }
        ChildList list = new ChildList()
                .call("close", number("close"), 0)
                .call("ioctl", number("ioctl"), user, NS_GET_PARENT, 0)
                .call("setns", number("setns"), 0, Namespace.USER.flag());
        return here.processes().attempt(list).orElse(0) == Errno.EINVAL.intValue();
    }

    /** All that a throw-away process can be given: what we hold, or everything in a user namespace of the subject's. */
    CapabilitySet lendable() {
        return namespaces.containsKey(Namespace.USER) ? CapabilitySet.known() : ours;
    }

    private void becomeLike(ChildList list, CapabilitySet added) {
        if (!asRoot) {
            join(list, Namespace.USER);
        }
        for (Namespace namespace : Namespace.values()) {
            if (namespace != Namespace.USER && namespace != Namespace.MNT) {
                join(list, namespace);
            }
        }
        join(list, Namespace.MNT);
        enterRoot(list);
        if (asRoot) {
            join(list, Namespace.USER);
        }
        if (asRoot || namespaces.containsKey(Namespace.USER)) {
            takeItsIds(list);
            list.call("capset", number("capset"), header(), sets(added));
        }
    }

    private void join(ChildList list, Namespace namespace) {
        Integer fd = namespaces.get(namespace);
        if (fd != null) {
            list.call("setns", number("setns"), fd, namespace.flag());
        }
    }

    private void enterRoot(ChildList list) {
        if (root.isPresent() && (asRoot || namespaces.containsKey(Namespace.USER))) {
            list.call("fchdir", number("fchdir"), root.getAsInt()).call("chroot", number("chroot"), ".");
        }
        workingDirectory.ifPresent(fd -> list.call("fchdir", number("fchdir"), fd));
    }

    /** Ids are said as the subject's own namespace counts them, which this process is in by now. */
    private void takeItsIds(ChildList list) {
        list.call("prctl", number("prctl"), PR_SET_SECUREBITS, NO_SETUID_FIXUP, 0, 0, 0);
        long[] groups = inside(subject.supplementaryGroups(), subject.groups());
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(4, 4 * groups.length)).order(ByteOrder.nativeOrder());
        for (long group : groups) {
            bytes.putInt((int) group);
        }
        if (asRoot) {
            list.call("setgroups", number("setgroups"), groups.length, bytes.array());
        }
        long[] gids = inside(subject.ids("Gid"), subject.groups());
        long[] uids = inside(subject.ids("Uid"), subject.users());
        if (gids.length >= 3 && uids.length >= 3) {
            list.call("setresgid", number("setresgid"), gids[0], gids[1], gids[2])
                    .call("setresuid", number("setresuid"), uids[0], uids[1], uids[2]);
        }
    }

    private static long[] inside(long[] outside, IdMap map) {
        return java.util.Arrays.stream(outside)
                .map(id -> inside(id, map).orElse(-1))
                .filter(id -> id >= 0)
                .toArray();
    }

    static OptionalLong inside(long outside, IdMap map) {
        return map.ranges().stream()
                .filter(range -> outside >= range.outside() && outside - range.outside() < range.count())
                .mapToLong(range -> range.inside() + (outside - range.outside()))
                .findFirst();
    }

    private static byte[] header() {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(CAPABILITY_VERSION)
                .array();
    }

    /** Twice effective, permitted, inheritable, of 32 bits each; see capset(2). */
    private byte[] sets(CapabilitySet added) {
        long effective = subject.capabilities().effective().plus(added).bits();
        long permitted = subject.capabilities().permitted().plus(added).bits();
        ByteBuffer sets = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
        for (int shift = 0; shift <= 32; shift += 32) {
            sets.putInt((int) (effective >>> shift))
                    .putInt((int) (permitted >>> shift))
                    .putInt(0);
        }
        return sets.array();
    }

    @Override
    public void close() {
        open.forEach(here::close);
    }
}
