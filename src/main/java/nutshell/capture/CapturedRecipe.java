package nutshell.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nutshell.evidence.proc.CgroupLimit;
import nutshell.inspect.Inspected;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.Namespace;

/**
 * Writes a recipe that has a process's namespaces, limits, mounts, user, capabilities and filter. The root file system is
 * another one: a replica must not write into the tree of what it replicates.
 */
public final class CapturedRecipe {

    private final Inspected inspected;
    private final boolean asItIs;
    private final Draft draft = new Draft();

    private CapturedRecipe(Inspected inspected, boolean asItIs) {
        this.inspected = inspected;
        this.asItIs = asItIs;
    }

    /** The text of a recipe's file, without what the replica could do harm with. */
    public static String of(Inspected inspected) {
        return new CapturedRecipe(inspected, false).write();
    }

    /** The same with all of that, for whoever wants to see what harm that is. */
    public static String asItIs(Inspected inspected) {
        return new CapturedRecipe(inspected, true).write();
    }

    private String write() {
        head();
        if (!inspected.owns(Namespace.MNT)) {
            draft.comment("It has the host's mounts, so there is no root to change and nothing to mount.");
            limits();
            namespaces();
        } else {
            root();
            limits();
            namespaces();
            new CapturedMounts(inspected, draft, asItIs).write();
        }
        network();
        new CapturedPrivileges(inspected, draft).write();
        return draft.text();
    }

    private void head() {
        String image = inspected
                .subject()
                .container()
                .map(container -> ", of image " + container.image())
                .orElse("");
        draft.comment("%s as it was found: process %d, %s%s"
                .formatted(
                        inspected.subject().name(),
                        inspected.process().pid(),
                        inspected.process().status().name(),
                        image));
        draft.comment("Written by nutshell recipe capture. Run it: nutshell run --recipe FILE -- id");
        draft.paragraph();
    }

    private void root() {
        draft.comment("Not its own root file system, lest the replica write into it. Its own would be:");
        Optional<String> own =
                inspected.mounts().at("/").flatMap(mount -> inspected.host().origin(mount));
        own.ifPresentOrElse(
                path -> {
                    draft.offered("rootfs", path);
                    draft.comment(
                            "overlay     (after unshare mnt: what is written then lands in a layer of this session's)");
                },
                () -> draft.comment("a %s that is not mounted on the host"
                        .formatted(inspected
                                .mounts()
                                .at("/")
                                .map(MountInfo::fsType)
                                .orElse("file system"))));
        draft.step("rootfs", "busybox");
        draft.paragraph();
    }

    /** Before the namespaces: a cgroup namespace hides what lies above the group its maker is in. */
    private void limits() {
        List<CgroupLimit> limits = inspected.process().limits().stream()
                .filter(CgroupLimit::limits)
                .filter(limit -> !limit.key().startsWith("cpuset"))
                .toList();
        if (limits.isEmpty()) {
            draft.comment("No limits.");
            draft.step("cgroup", "new");
        }
        for (CgroupLimit limit : limits) {
            List<String> words = new ArrayList<>(List.of("cgroup", "set", limit.key()));
            words.add(limit.value());
            draft.step(words);
        }
        draft.paragraph();
    }

    private void namespaces() {
        if (inspected.owns(Namespace.USER)) {
            user();
        }
        List<String> words = new ArrayList<>(List.of("unshare"));
        List<String> shared = new ArrayList<>();
        for (Namespace namespace : Namespace.values()) {
            if (namespace != Namespace.USER) {
                (inspected.owns(namespace) ? words : shared).add(namespace.word());
            }
        }
        if (words.size() > 1) {
            draft.step(words);
        }
        if (!shared.isEmpty()) {
            draft.comment("The host's, as there: " + String.join(" ", shared));
        }
        hostname();
        draft.paragraph();
    }

    private void user() {
        Optional<IdMap> map = inspected.process().userIds().fact();
        map.ifPresent(ids -> draft.comment("Its uid_map, each line inside, outside, count: "
                + ids.text().strip().replace("\n", "; ")));
        boolean single = map.map(
                        ids -> ids.ranges().size() == 1 && ids.ranges().get(0).count() == 1)
                .orElse(false);
        draft.step(single ? List.of("clone", "user", "--map", "root") : List.of("clone", "user", "--map", "subids"));
    }

    private void hostname() {
        if (!inspected.owns(Namespace.UTS)) {
            return;
        }
        String declared = inspected
                .subject()
                .container()
                .map(container ->
                        container.document().path("Config").path("Hostname").asText(""))
                .orElse("");
        if (declared.isEmpty()) {
            draft.comment("Its host name is told to those inside alone: sethostname NAME");
        } else {
            draft.step("sethostname", declared);
        }
    }

    private void network() {
        if (inspected.owns(Namespace.NET)) {
            draft.comment(
                    "Its interfaces and addresses are told to those inside alone; here is only an lo, which is down.");
            draft.paragraph();
        }
    }
}
