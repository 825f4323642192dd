package nutshell.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import nutshell.kernel.ChildList;
import nutshell.kernel.HeldChild;
import nutshell.kernel.SyscallEvent;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.rootfs.ImageConfig;

/** Starts processes in a container, from its own thread: what that thread has given up, they have given up. */
final class Launch {

    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** By this name in its environment a process is known to be ours when the session that started it is dead. */
    static final String MARK = "NUTSHELL_CONTAINER";

    private static final Pattern TERMINAL = Pattern.compile("[A-Za-z0-9._+-]{1,64}");

    private final Site site;

    Launch(Site site) {
        this.site = site;
    }

    /** What every program is given; nothing of the caller's environment but the terminal's type. */
    static List<String> environment() {
        String term = System.getenv().getOrDefault("TERM", "dumb");
        return List.of(
                "PATH=" + PATH, "HOME=/root", "TERM=" + (TERMINAL.matcher(term).matches() ? term : "dumb"));
    }

    /** Starts a program and returns the child as the host numbers it, once it has become that program. */
    int start(List<String> command, Stdio stdio, Optional<ImageConfig> image) {
        return site.kernel().processes().start(toBecome(command, stdio, image, list -> {}), !site.owns(Namespace.TIME));
    }

    /** The same, but the child waits until both ends of the pipe are closed here. */
    HeldChild hold(List<String> command, Stdio stdio, Optional<ImageConfig> image, int[] gate) {
        return site.kernel().processes().hold(toBecome(command, stdio, image, list -> list.awaitClose(gate)));
    }

    private ChildList toBecome(
            List<String> command, Stdio stdio, Optional<ImageConfig> image, Consumer<ChildList> before) {
        String program = find(command.get(0), image);
        List<String> environment = environment(image);
        ChildList list = new ChildList();
        site.existingCgroup().ifPresent(group -> group.joining().forEach(list::joinCgroup));
        if (site.first().isToCome()) {
            site.firstActs().forEach(act -> act.accept(list));
        }
        arrange(stdio, list);
        before.accept(list);
        list.dieWithParent().cleanSlate();
        if (!site.first().isToCome() || !site.powers().endFiltering()) {
            // Last: what comes before may be what the filter refuses.
            site.filters().putOn(list);
        }
        return list.execve(program, command, environment);
    }

    /** Has a child do an errand under all that the container's programs are under; returns the errand's own calls. */
    List<SyscallEvent> doErrand(Errand errand) {
        ChildList list = new ChildList();
        site.existingCgroup().ifPresent(group -> group.joining().forEach(list::joinCgroup));
        // In version 2 a process is in one group, and it is these whose rules are to be tried.
        errand.groups().forEach(list::joinCgroup);
        if (site.first().isToCome()) {
            site.firstActs().forEach(act -> act.accept(list));
        }
        arrange(errand.stdio(), list);
        errand.leaked().ifPresent(fd -> list.dup(fd, Errand.LEAKED));
        int free = errand.leaked().isPresent() ? Errand.LEAKED + 1 : Errand.LEAKED;
        if (errand.profile().isPresent()) {
            list.dup(HostProc.descriptor(), free).dieWithParent().cleanSlate(free + 1);
            putOnProfile(list, errand.profile().get(), free);
        } else {
            list.dieWithParent().cleanSlate(free);
        }
        if (!site.first().isToCome() || !site.powers().endFiltering()) {
            site.filters().putOn(list);
        }
        int before = list.size();
        list.append(errand.calls());
        List<SyscallEvent> made = site.kernel().processes().playOut(list, !site.owns(Namespace.TIME));
        if (made.size() <= before) {
            throw Refusals.beforeErrand(made.get(made.size() - 1));
        }
        return made.subList(before, made.size());
    }

    /** See apparmor(7); only oneself can, through the host's /proc, since the container may have none. */
    private static void putOnProfile(ChildList list, String profile, int proc) {
        list.openToWrite(proc, "self/attr/current")
                .write(proc + 1, "changeprofile " + profile)
                .close(proc + 1)
                .close(proc);
    }

    private List<String> environment(Optional<ImageConfig> image) {
        List<String> environment = new ArrayList<>(image.map(ImageConfig::env).orElse(List.of()));
        for (String variable : environment()) {
            String name = variable.substring(0, variable.indexOf('=') + 1);
            if (environment.stream().noneMatch(known -> known.startsWith(name))) {
                environment.add(variable);
            }
        }
        environment.add(MARK + "=" + site.containerMark());
        return environment;
    }

    /** Has a child carry out calls that this thread cannot: it ends when it has. */
    void carryOut(Consumer<ChildList> calls) {
        ChildList list = new ChildList();
        calls.accept(list);
        site.kernel().processes().carryOut(list, !site.owns(Namespace.TIME));
    }

    /** Finds a program as execvp(3) would, from the container's root; must run on the container's thread. */
    private String find(String word, Optional<ImageConfig> image) {
        if (word.contains("/")) {
            return word;
        }
        String path = image.flatMap(config -> config.env().stream()
                        .filter(variable -> variable.startsWith("PATH="))
                        .findFirst())
                .map(variable -> variable.substring("PATH=".length()))
                .orElse(PATH);
        for (String directory : path.split(":", -1)) {
            String candidate = (directory.isEmpty() ? "." : directory) + "/" + word;
            if (site.kernel().sight().isProgram(candidate)) {
                return candidate;
            }
        }
        throw Refusal.failed(
                "there is no program '" + Printable.text(word) + "' in this root (looked in " + Printable.text(path)
                        + ")",
                "rootfs busybox and pivot_root give it one; exec /path/to/program");
    }

    private static void arrange(Stdio stdio, ChildList list) {
        stdio.in().ifPresent(fd -> list.dup(fd, 0));
        stdio.out().ifPresent(fd -> list.dup(fd, 1).dup(fd, 2));
        if (stdio.terminal() || stdio.ownGroup()) {
            list.ownProcessGroup();
        }
        if (stdio.terminal()) {
            list.takeTerminal(0);
        }
    }
}
