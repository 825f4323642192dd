package nutshell.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nutshell.container.Recipe;
import nutshell.evidence.CapturedProcess;
import nutshell.evidence.proc.ProcessFacts;
import nutshell.inspect.Inspected;
import nutshell.namespaces.Namespace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapturedRecipeTest {

    @TempDir
    Path directory;

    private CapturedProcess docker;

    @BeforeEach
    void capture() throws IOException {
        docker = CapturedProcess.docker(directory);
    }

    /** The steps, as the program itself reads them. */
    private List<String> steps() throws IOException {
        return Recipe.parse("captured", text().lines().toList()).steps().stream()
                .map(step -> step.line())
                .toList();
    }

    private String text() throws IOException {
        return CapturedRecipe.of(
                new Inspected(docker.subject(), ProcessFacts.read(docker.process()), CapturedProcess.host()));
    }

    @Test
    void has_the_namespaces_and_mounts_in_the_order_that_works() throws IOException {
        List<String> steps = steps();

        assertTrue(steps.contains("unshare uts mnt pid net ipc"));
        assertTrue(steps.contains("mount -t tmpfs -o nosuid,size=65536k,mode=755,X-mount.mkdir tmpfs dev"));
        assertTrue(steps.indexOf("pivot_root") < steps.indexOf("mount -t proc -o nosuid,nodev,noexec proc /proc"));
        assertTrue(steps.contains("mount -o bind,ro,nosuid,nodev,noexec,nofail /proc/sys /proc/sys"));
        assertTrue(steps.contains("mount -o bind,nosuid,nofail /dev/null /proc/keys"));
        assertEquals("seccomp load docker-default --at-exec", steps.get(steps.size() - 1));
    }

    @Test
    void never_writes_into_the_real_containers_tree() throws IOException {
        docker.append("mountinfo", "300 132 254:0 /srv/data /data rw - ext4 /dev/vda rw");
        List<String> steps = steps();

        assertEquals("rootfs busybox", steps.get(0));
        assertTrue(steps.contains("mount -o bind,ro,X-mount.mkdir /srv/data data"));
        assertTrue(steps.stream().noneMatch(step -> step.contains("/var/lib/docker")));
    }

    @Test
    void a_directory_in_memory_that_is_the_host_s_is_no_new_one() throws IOException {
        docker.append("mountinfo", "300 132 0:28 / /groups rw - tmpfs tmpfs rw,mode=755");

        assertTrue(steps().contains("mount -o bind,ro,X-mount.mkdir /sys/fs/cgroup groups"));
    }

    @Test
    void does_not_hand_out_a_runtimes_socket_unasked() throws IOException {
        assertTrue(steps().stream().noneMatch(step -> step.contains("docker.sock")));
        assertTrue(text().contains("# mount -o bind,X-mount.mkdir /run/docker.sock var/run/docker.sock"));
    }

    @Test
    void a_strangers_name_is_no_line_of_its_own() throws IOException {
        docker.append("mountinfo", "300 132 254:0 /srv /a\\012unshare\\040time rw - ext4 /dev/vda rw");
        docker.append("mountinfo", "301 132 254:0 /srv /b\u0085unshare\u2028uts rw - ext4 /dev/vda rw");
        docker.append("mountinfo", "302 132 254:0 /srv /c'\\040#d rw - ext4 /dev/vda rw");
        docker.with("status", "Name:.*", "Name:\tx\\\\nunshare cgroup");

        List<String> steps = steps();

        assertFalse(steps.contains("unshare time"));
        assertFalse(steps.contains("unshare uts"));
        assertFalse(steps.contains("unshare cgroup"));
        assertTrue(text().lines().allMatch(line -> line.isEmpty() || line.matches("(#|[a-z_]+ ?).*")));
        assertTrue(steps.contains("mount -o bind,ro,X-mount.mkdir /srv 'c'\\'' #d'"), steps.toString());
    }

    @Test
    void begins_with_a_user_namespace_where_there_is_one() throws IOException {
        docker.namespace(Namespace.USER, 4_026_539_999L)
                .with("uid_map", "(?s).*", "0 100000 65536\n")
                .with("gid_map", "(?s).*", "0 100000 65536\n");

        List<String> steps = steps();

        assertTrue(steps.indexOf("clone user --map subids") < steps.indexOf("unshare uts mnt pid net ipc"));
        assertTrue(steps.stream().noneMatch(step -> step.startsWith("mknod")));
    }

    @Test
    void a_process_of_the_hosts_has_no_root_to_change() throws IOException {
        for (Namespace namespace : Namespace.values()) {
            docker.namespace(namespace, CapturedProcess.ours(namespace));
        }

        assertTrue(steps().stream().noneMatch(step -> step.startsWith("mount") || step.equals("pivot_root")));
    }
}
