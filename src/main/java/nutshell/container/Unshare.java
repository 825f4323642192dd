package nutshell.container;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nutshell.kernel.ChildList;
import nutshell.kernel.Kernel;
import nutshell.mounts.MountFlag;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Refusal;

/**
 * Leaves namespaces that are shared with the host, and gets new ones; see unshare(2).
 *
 * @param offsets what a new time namespace adds to the clocks, as /proc/PID/timens_offsets takes it (time_namespaces(7))
 */
public record Unshare(Set<Namespace> namespaces, boolean keepsPropagation, List<String> offsets) implements Step {

    public Unshare {
        namespaces = Set.copyOf(namespaces);
        offsets = List.copyOf(offsets);
    }

    static Step read(Arguments arguments) {
        Optional<String> propagation = arguments.option("--propagation");
        if (propagation.isPresent()
                && !propagation.get().equals("unchanged")
                && !propagation.get().equals("private")) {
            throw arguments.wrong("--propagation takes unchanged or private");
        }
        List<String> offsets = new java.util.ArrayList<>();
        for (String clock : List.of("boottime", "monotonic")) {
            arguments.option("--" + clock).ifPresent(seconds -> offsets.add(offset(arguments, clock, seconds)));
        }
        Set<Namespace> namespaces = EnumSet.noneOf(Namespace.class);
        do {
            namespaces.add(Namespace.of(arguments.next("a namespace (uts mnt pid net ipc cgroup time)")));
        } while (!arguments.isEmpty());
        if (!offsets.isEmpty() && !namespaces.contains(Namespace.TIME)) {
            throw arguments.wrong("clock offsets belong to a time namespace");
        }
        return new Unshare(namespaces, propagation.map("unchanged"::equals).orElse(false), offsets);
    }

    private static String offset(Arguments arguments, String clock, String seconds) {
        if (!seconds.matches("-?[0-9]{1,10}")) {
            throw arguments.wrong("--" + clock + " takes whole seconds");
        }
        return clock + " " + seconds + " 0";
    }

    @Override
    public String line() {
        StringBuilder line = new StringBuilder("unshare");
        new TreeSet<>(namespaces).forEach(namespace -> line.append(' ').append(namespace.word()));
        if (keepsPropagation) {
            line.append(" --propagation unchanged");
        }
        for (String offset : offsets) {
            String[] parts = offset.split(" ", -1);
            line.append(" --").append(parts[0]).append(' ').append(parts[1]);
        }
        return line.toString();
    }

    @Override
    public void apply(Site site) {
        Set<Namespace> direct = EnumSet.copyOf(namespaces);
        boolean fromInside = namespaces.contains(Namespace.CGROUP)
                && site.existingCgroup().isPresent()
                && !(site.task().hasDeputy() && site.owns(Namespace.PID));
        if (fromInside) {
            direct.remove(Namespace.CGROUP);
            cgroupNamespaceFromInside(site, site.existingCgroup().orElseThrow());
        }
        if (!direct.isEmpty()) {
            site.kernel().unshare(new TreeSet<>(direct));
        }
        site.nowOwns(namespaces);
        if (namespaces.contains(Namespace.MNT) && !keepsPropagation) {
            // Without it, a mount made here appears on the host wherever the host's mounts are shared: systemd's
            // default.
            site.kernel().mount("none", "/", null, MountFlag.of(MountFlag.MS_REC, MountFlag.MS_PRIVATE), null);
        }
        if (!offsets.isEmpty()) {
            // Before the first child: afterwards the kernel answers EACCES.
            site.task()
                    .openly(kernel -> kernel.writeFile(
                            "/proc/" + site.task().tid() + "/timens_offsets", String.join("\n", offsets) + "\n"));
        }
    }

    /**
     * A cgroup namespace hides what lies above the group its maker is in. A thread of ours cannot enter a v2 group by
     * itself, so a child does, leaves its cgroup namespace there, and opens the new one for this thread to join.
     */
    private static void cgroupNamespaceFromInside(Site site, ControlGroup cgroup) {
        ChildList list = new ChildList();
        cgroup.joining().forEach(list::joinCgroup);
        list.unshare(Namespace.CGROUP).open("/proc/self/ns/cgroup");
        // From inside, the child might not see /proc any more, or be its PID namespace's first process.
        int fd = site.stillOutside() || site.task().hasDeputy()
                ? carriedOut(site.kernel(), list)
                : site.host().call(k -> carriedOut(k, list));
        try {
            site.kernel().setns(fd, Namespace.CGROUP);
        } finally {
            site.kernel().close(fd);
        }
    }

    private static int carriedOut(Kernel kernel, ChildList list) {
        return (int) kernel.processes().carryOut(list, true);
    }

    @Override
    public void describe(Bundle bundle) {
        namespaces.forEach(bundle.namespaces()::add);
        offsets.forEach(bundle.namespaces()::timeOffset);
    }

    @Override
    public void describe(Script script) {
        if (namespaces.contains(Namespace.USER)) {
            throw Refusal.usage("unshare user cannot be exported: it does not work here either", "clone user");
        }
        script.unshare(new TreeSet<>(namespaces), keepsPropagation, offsets);
    }
}
