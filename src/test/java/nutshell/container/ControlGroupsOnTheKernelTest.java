package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.cgroups.CgroupMembership;
import nutshell.kernel.SyscallEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("machine")
class ControlGroupsOnTheKernelTest {

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    @BeforeEach
    void needs() {
        OnTheKernel.needsController("pids");
        OnTheKernel.needsController("memory");
    }

    @Test
    void writes_limits_where_this_machine_keeps_them() {
        OnTheKernel.needsController("cpu");
        Container container = kernel.build(
                "cgroup set pids.max 20", "cgroup set memory.max 64M", "cgroup set cpu.max \"50000 100000\"");

        ControlGroup group = container.cgroup().orElseThrow();
        assertEquals(Optional.of("20"), group.reading("pids.max"));
        assertEquals(Optional.of("67108864"), group.reading("memory.max"));
        for (Path directory : group.directories()) {
            assertTrue(Files.isDirectory(directory), directory.toString());
            assertTrue(directory.endsWith(Path.of("nutshell", kernel.session().id(), "c1")), directory.toString());
        }
    }

    @Test
    void has_the_child_join_before_it_runs() {
        Container container = kernel.build("cgroup set pids.max 1");

        String seen = kernel.run(container, "cat", "/proc/self/cgroup").output();
        String alone = kernel.run(container, "sh", "-c", "true | true").output();

        assertTrue(seen.contains("/nutshell/" + kernel.session().id() + "/c1"), seen);
        // Already its first fork is one too many: no instruction of it ran outside the group.
        assertTrue(alone.toLowerCase(java.util.Locale.ROOT).contains("fork"), alone);
        List<String> calls = kernel.session().trace().all().stream()
                .filter(event -> event.by() == SyscallEvent.Actor.CHILD)
                .map(SyscallEvent::name)
                .toList();
        assertEquals("write", calls.get(0));
        assertEquals("execve", calls.get(calls.size() - 1));
    }

    @Test
    void shows_its_own_group_as_the_top_once_there_is_a_namespace_too() {
        Container container = kernel.build("cgroup set pids.max 20", "cgroup set memory.max 64M", "unshare cgroup");
        List<CgroupMembership> seen = memberships(kernel.run(container, "cat", "/proc/self/cgroup"));

        Container plain = kernel.session().enter("plain");
        OnTheKernel.apply(plain, "cgroup set pids.max 20", "cgroup set memory.max 64M");
        List<CgroupMembership> unhidden = memberships(kernel.run(plain, "cat", "/proc/self/cgroup"));

        assertFalse(inUse(unhidden).isEmpty());
        for (CgroupMembership used : inUse(unhidden)) {
            CgroupMembership same = seen.stream()
                    .filter(one -> one.hierarchy() == used.hierarchy())
                    .findFirst()
                    .orElseThrow();
            assertEquals("/", same.path(), used.toString());
        }
    }

    private static List<CgroupMembership> inUse(List<CgroupMembership> all) {
        return all.stream().filter(one -> one.path().contains("nutshell")).toList();
    }

    private static List<CgroupMembership> memberships(OnTheKernel.Ran ran) {
        return CgroupMembership.parse(ran.output().lines().toList());
    }

    @Test
    void ends_a_fork_bomb_at_the_limit_and_says_so() {
        OnTheKernel.needsBusybox();
        // A file system for the node: where the tree lies (/tmp, as systemd mounts it) devices may not be opened.
        Container container = kernel.build(
                "rootfs busybox",
                "cgroup set pids.max 20",
                "unshare pid mnt",
                "pivot_root",
                "mount -t tmpfs tmpfs /dev",
                "mknod /dev/null c 1 3");

        OnTheKernel.Ran ran = kernel.run(container, "sh", "-c", "bomb() { bomb | bomb & }; bomb; sleep 1; kill -9 -1");

        assertTrue(ran.output().contains("Resource temporarily unavailable"), ran.output());
        List<String> news = container.news();
        assertTrue(news.toString().contains("pids.max (20)") && news.toString().contains("EAGAIN"), news.toString());
        assertEquals(0, kernel.run(container, "true").status().shellStatus());
    }

    @Test
    void kills_the_greedy_and_says_so() {
        OnTheKernel.needsBusybox();
        Container container = kernel.build(
                "rootfs busybox", "cgroup set memory.max 24M", "unshare pid mnt", "pivot_root", "mount proc");
        if (container.cgroup().orElseThrow().reading("memory.swap.max").isPresent()) {
            OnTheKernel.apply(container, "cgroup set memory.swap.max 0");
        }

        OnTheKernel.Ran ran = kernel.run(container, "sh", "-c", "x=0123456789; while :; do x=$x$x; done");

        assertEquals(9, ran.status().signal());
        List<String> news = container.news();
        assertTrue(
                news.toString().contains("memory.max (24M)") && news.toString().contains("SIGKILL"), news.toString());
    }
}
