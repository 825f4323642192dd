package nutshell.escapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.container.Recipe;
import nutshell.container.Words;
import nutshell.namespaces.Namespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlueprintTest {

    private static final Path TREE = Path.of("/srv/tree");
    private static final HostMount HOST = new HostMount(Path.of("/"), "host", true, false);

    private static List<String> under(Blueprint blueprint, Defence... defences) {
        for (Defence defence : defences) {
            defence.applyTo(blueprint);
        }
        return blueprint.lines(TREE);
    }

    private static Blueprint withHost() {
        Blueprint blueprint = new Blueprint();
        blueprint.mount(HOST);
        return blueprint;
    }

    @Test
    void begins_with_a_root_and_namespaces_of_its_own() {
        assertEquals(
                List.of(
                        "rootfs /srv/tree",
                        "unshare uts mnt pid net ipc cgroup",
                        "chdir",
                        "mount -t tmpfs -o mode=1777,size=1M tmpfs tmp",
                        "pivot_root",
                        "mount proc"),
                new Blueprint().lines(TREE));
    }

    @ParameterizedTest
    @EnumSource(Defence.class)
    void is_a_recipe_under_every_defence(Defence defence) {
        // The tree is asked for when the line is read.
        under(withHost(), defence).stream()
                .filter(line -> !line.startsWith("rootfs"))
                .forEach(line ->
                        assertFalse(Recipe.step(Words.split(line)).line().isBlank(), line));
    }

    @Test
    void makes_the_user_namespace_before_the_others() {
        List<String> lines = under(new Blueprint(), Defence.USER_NAMESPACE);

        assertEquals(lines.indexOf("clone user") + 1, lines.indexOf("unshare uts mnt pid net ipc cgroup"));
    }

    @Test
    void gives_power_away_after_what_takes_power() {
        List<String> lines = under(withHost(), Defence.DEFAULT_SECCOMP, Defence.NO_CAPABILITIES, Defence.LANDLOCK);

        assertEquals(
                List.of(
                        "mount proc",
                        "landlock all /tmp",
                        "capabilities drop all",
                        "seccomp load docker-default --at-exec"),
                lines.subList(lines.size() - 4, lines.size()));
    }

    @Test
    void takes_a_mistake_back() {
        Blueprint mistaken = withHost();
        mistaken.chrootOnly();
        mistaken.share(Namespace.NET);
        mistaken.leak(Path.of("/"));

        List<String> lines = under(
                mistaken, Defence.NO_MOUNT, Defence.PIVOT_ROOT, Defence.OWN_NAMESPACES, Defence.CLOSED_DESCRIPTORS);

        assertEquals(new Blueprint().lines(TREE), lines);
        assertEquals(Optional.empty(), mistaken.leaked());
    }

    @Test
    void makes_what_is_mounted_read_only_and_the_root_as_well() {
        List<String> lines = under(withHost(), Defence.READ_ONLY_MOUNTS);

        assertTrue(lines.contains("mount -o rbind,ro / host"), lines::toString);
        assertTrue(lines.contains("mount -o remount,bind,ro /"), lines::toString);
    }

    @Test
    void has_no_root_mount_to_make_read_only_after_chroot() {
        Blueprint mistaken = new Blueprint();
        mistaken.chrootOnly();

        assertFalse(under(mistaken, Defence.READ_ONLY_MOUNTS).contains("mount -o remount,bind,ro /"));
    }

    /** Or the unmounting of the old root would spread, and take the host's mounts with it. */
    @Test
    void makes_a_shared_root_private_before_it_is_let_go() {
        Blueprint mistaken = new Blueprint();
        mistaken.propagate();
        List<String> lines = mistaken.lines(TREE);

        int privately = lines.indexOf("mount --make-rprivate /old");
        assertTrue(privately > 0 && privately < lines.indexOf("umount --lazy /old"), lines::toString);
        assertFalse(lines.contains("pivot_root"), "which lets it go at once");
    }

    @Test
    void finds_what_is_mounted() {
        HostMount volume = new HostMount(Path.of("/srv/data"), "vol", false, false);

        assertEquals(Optional.of("/vol/a/b"), volume.inside(Path.of("/srv/data/a/b")));
        assertEquals(Optional.of("/vol"), volume.inside(Path.of("/srv/data")));
        assertEquals(Optional.empty(), volume.inside(Path.of("/srv/database")));
        assertEquals(Optional.of("/host/etc"), HOST.inside(Path.of("/etc")));
    }
}
