package nutshell.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.evidence.CapturedProcess;
import nutshell.evidence.proc.ProcessFacts;
import nutshell.namespaces.Namespace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {

    @TempDir
    Path directory;

    private CapturedProcess docker;

    @BeforeEach
    void capture() throws IOException {
        docker = CapturedProcess.docker(directory);
    }

    private Inspected inspected() throws IOException {
        return new Inspected(docker.subject(), ProcessFacts.read(docker.process()), CapturedProcess.host());
    }

    private Finding finding(Topic topic, String key) throws IOException {
        return find(topic, key).orElseThrow(() -> new AssertionError("nothing is told of " + key));
    }

    private Optional<Finding> find(Topic topic, String key) throws IOException {
        return inspected().findings().stream()
                .filter(finding -> finding.topic() == topic && finding.key().equals(key))
                .findFirst();
    }

    @Test
    void tells_own_namespaces_from_the_hosts() throws IOException {
        assertEquals("its own", finding(Topic.NAMESPACES, "net").fact());
        assertEquals("the host's", finding(Topic.NAMESPACES, "user").fact());
    }

    @Test
    void a_namespace_that_cannot_be_read_is_no_wall() throws IOException {
        Files.delete(directory.resolve("ns/net"));

        assertEquals(Weight.WEAK, finding(Topic.NAMESPACES, "net").weight());
    }

    @Test
    void says_whose_root_it_is() throws IOException {
        assertEquals("root inside is uid 0 outside", finding(Topic.USER, "root").fact());

        docker.with("uid_map", "(?s).*", "0 100000 65536\n")
                .with("status", "Uid:.*", "Uid:\t100000\t100000\t100000\t100000");

        assertEquals(
                "root inside is uid 100000 outside", finding(Topic.USER, "root").fact());
        assertEquals(Weight.WALL, finding(Topic.USER, "root").weight());
        assertEquals("uid 0 (100000 outside)", finding(Topic.USER, "runs as").fact());
    }

    @Test
    void a_user_namespace_that_maps_root_to_root_is_no_wall() throws IOException {
        docker.namespace(Namespace.USER, 4_026_539_999L).with("uid_map", "(?s).*", "0 0 1\n");

        assertEquals(Weight.WEAK, finding(Topic.USER, "root").weight());
    }

    @Test
    void finds_the_runtimes_socket_and_the_hosts_directory() throws IOException {
        Finding socket = finding(Topic.MOUNTS, "/var/run/docker.sock");

        assertEquals(Weight.OPEN, socket.weight());
        assertEquals(
                "the host's /etc, read-only", finding(Topic.MOUNTS, "/hostetc").fact());
    }

    @Test
    void the_runtimes_own_files_are_no_worry() throws IOException {
        assertEquals(Weight.DETAIL, finding(Topic.MOUNTS, "/etc/hosts").weight());
    }

    @Test
    void the_hosts_root_anywhere_and_writable_is_the_worst() throws IOException {
        docker.append("mountinfo", "300 132 254:0 / /host rw - ext4 /dev/vda rw");

        assertEquals(Weight.OPEN, finding(Topic.MOUNTS, "/host").weight());
        assertEquals(
                Weight.OPEN,
                inspected().worstFirst().values().iterator().next().get(0).weight());
    }

    @Test
    void writable_settings_of_the_kernel_are_told() throws IOException {
        assertEquals(Weight.WALL, finding(Topic.MOUNTS, "kernel's settings").weight());

        docker.with("mountinfo", "[^\n]* /proc/sys ro[^\n]*\n", "");

        assertEquals(
                "/proc/sys writable", finding(Topic.MOUNTS, "kernel's settings").fact());
        assertEquals(Weight.OPEN, finding(Topic.MOUNTS, "kernel's settings").weight());
    }

    @Test
    void mounts_that_would_appear_outside_are_told() throws IOException {
        docker.append("mountinfo", "300 132 254:0 /srv /srv rw shared:1 - ext4 /dev/vda rw");

        assertEquals(Weight.OPEN, finding(Topic.MOUNTS, "propagation").weight());
    }

    @Test
    void a_descriptor_on_a_mount_that_it_cannot_see_leaks() throws IOException {
        docker.descriptor(7, "/", "flags:\t0200000\nmnt_id:\t22\n");

        Finding leak = finding(Topic.DESCRIPTORS, "fd 7");

        assertEquals(Weight.OPEN, leak.weight());
        assertEquals("/ (directory)", leak.fact());
    }

    @Test
    void a_descriptor_on_its_own_mounts_and_the_hosts_null_device_do_not() throws IOException {
        docker.descriptor(7, "/etc/passwd", "flags:\t0100000\nmnt_id:\t132\n");

        assertEquals("none leaks", finding(Topic.DESCRIPTORS, "open files").fact());
    }

    @Test
    void says_what_each_capability_would_allow_and_in_which_sets_it_is() throws IOException {
        Finding mknod = finding(Topic.CAPABILITIES, "CAP_MKNOD");

        assertEquals("effective permitted bounding", mknod.fact());
        assertEquals(nutshell.capabilities.Capability.CAP_MKNOD.allows(), mknod.means());
        assertEquals(Optional.empty(), find(Topic.CAPABILITIES, "CAP_SYS_ADMIN"));
    }

    @Test
    void the_same_capability_weighs_less_in_a_user_namespace_of_its_own() throws IOException {
        docker.with("status", "(Cap(Eff|Prm|Bnd)):.*", "$1:\t000001ffffffffff");
        assertEquals(Weight.OPEN, finding(Topic.CAPABILITIES, "CAP_SYS_ADMIN").weight());

        docker.namespace(Namespace.USER, 4_026_539_999L).with("uid_map", "(?s).*", "0 100000 65536\n");
        assertEquals(Weight.PLAIN, finding(Topic.CAPABILITIES, "CAP_SYS_ADMIN").weight());
    }

    @Test
    void an_unconfined_label_is_no_wall() throws IOException {
        Files.createDirectory(directory.resolve("attr"));
        Files.writeString(directory.resolve("attr/current"), "unconfined\n");
        assertEquals(Weight.WEAK, finding(Topic.LABEL, "label").weight());

        Files.writeString(directory.resolve("attr/current"), "docker-default (enforce)\n");
        assertEquals(Weight.WALL, finding(Topic.LABEL, "label").weight());
    }

    @Test
    void a_path_from_a_stranger_does_not_steer_the_terminal() throws IOException {
        docker.append("mountinfo", "300 132 254:0 /srv /a\u001b[2J\\012b rw - ext4 /dev/vda rw");

        assertTrue(inspected().findings().stream()
                .noneMatch(finding ->
                        finding.key().contains("\u001b") || finding.key().contains("\n")));
    }

    @Test
    void a_process_is_no_different_from_itself() throws IOException {
        assertEquals(List.of(), Difference.between(inspected(), inspected()));
    }

    @Test
    void a_difference_is_named_and_explained_by_the_more_open_side() throws IOException {
        Inspected before = inspected();
        docker.with("status", "NoNewPrivs:.*", "NoNewPrivs:\t1").with("mountinfo", "[^\n]* /hostetc [^\n]*\n", "");

        List<Difference> differences = Difference.between(before, inspected());

        assertEquals(
                List.of("/hostetc", "no_new_privs"),
                differences.stream().map(Difference::key).toList());
        assertTrue(differences.stream().allMatch(Difference::isWorse));
        assertTrue(differences.get(1).means().contains("setuid program"));
    }

    @Test
    void tells_which_namespaces_two_processes_are_in_together() throws IOException {
        assertTrue(Difference.together(inspected(), inspected()).contains(Namespace.NET));
        assertFalse(Difference.together(inspected(), inspected()).contains(Namespace.USER), "that is the host's");
    }
}
