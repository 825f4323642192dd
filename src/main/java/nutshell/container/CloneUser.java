package nutshell.container;

import java.util.List;
import nutshell.kernel.ChildList;
import nutshell.kernel.Deputy;
import nutshell.kernel.Kernel;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * Starts again inside a new user namespace, with clone(2): unshare(2) refuses one to a process of several threads, which
 * every JVM is. From here on a process of its own makes the container's calls; see user_namespaces(7).
 */
public record CloneUser(Map map) implements Step {

    /** Who is root inside. */
    public enum Map {
        /** Not said: root is mapped away to ids of nobody, anyone else to root alone. */
        USUAL,
        /** The person who typed it, and nobody else. */
        ROOT,
        /** Ids from /etc/subuid, so that there are others beside root. */
        SUBIDS
    }

    static Step read(Arguments arguments) {
        String what = arguments.next("user");
        if (!what.equals("user")) {
            throw arguments.wrong("'" + Printable.text(what) + "' is not user, and other namespaces need no clone");
        }
        String map = arguments.option("--map").orElse("");
        return new CloneUser(
                switch (map) {
                    case "" -> Map.USUAL;
                    case "root" -> Map.ROOT;
                    case "subids" -> Map.SUBIDS;
                    default -> throw arguments.wrong("--map takes root or subids");
                });
    }

    @Override
    public String line() {
        return switch (map) {
            case USUAL -> "clone user";
            case ROOT -> "clone user --map root";
            case SUBIDS -> "clone user --map subids";
        };
    }

    @Override
    public void apply(Site site) {
        if (site.owns(Namespace.USER)) {
            throw Refusal.usage(
                    "'" + site.name() + "' is in a user namespace of its own already",
                    "container NAME for another one");
        }
        Kernel here = site.kernel();
        IdMapping mapping = IdMapping.decide(map, here);
        boolean somebodyElse = mapping.isSomebodyElse(here);
        if (somebodyElse) {
            // While the thread still sees the host's mounts, and before the process has a copy of them.
            site.root().openHouse(mapping);
        }
        // A process of the same memory is made; its /proc files must be ours to write, and are not while it hides.
        site.host().run(kernel -> kernel.dumpable(true));
        Deputy deputy = here.processes().startDeputy();
        site.task().goesOnIn(deputy);
        site.nowOwns(List.of(Namespace.USER));
        site.host().run(kernel -> mapping.write(kernel, deputy.pid()));
        Kernel inside = site.kernel();
        if (somebodyElse) {
            ChildList list = new ChildList();
            list.privileges().leaveGroups().setGroup(0).setUser(0);
            inside.carryOut(list);
            // It has done so by itself by now; if a filter refuses it, that is told here.
            inside.dieWithParent();
        }
        // Or else a program inside, root over it, could write into the memory it shares with us, and be us.
        inside.dumpable(false);
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.namespaces().addUser(IdMapping.decide(map, Kernel.silent()));
    }

    @Override
    public void describe(Script script) {
        script.user(map);
    }
}
