package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against {@code config.md} and {@code config-linux.md} of the OCI runtime specification 1.1. */
class BundleTest {

    private static final CapabilitySet FEW = CapabilitySet.of(Capability.CAP_CHOWN, Capability.CAP_KILL);

    @TempDir
    private Path root = Path.of("");

    @BeforeEach
    void put_a_program_into_the_root() throws IOException {
        Path program = Files.createDirectory(root.resolve("bin")).resolve("sh");
        Files.createFile(program, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    private Map<String, Object> config(String... lines) {
        return bundle(lines).config();
    }

    private Bundle bundle(String... lines) {
        Bundle bundle = new Bundle("box", FEW);
        Recipe.parse(
                        "box",
                        Stream.concat(Stream.of("rootfs " + root), Arrays.stream(lines))
                                .toList())
                .steps()
                .forEach(step -> step.describe(bundle));
        return bundle;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.getOrDefault(key, Map.of());
    }

    private Map<String, Object> linux(String... lines) {
        return object(config(lines), "linux");
    }

    @Test
    void what_is_made_read_only_later_is_read_only() {
        Map<String, Object> config = config(
                "mount -t tmpfs -o nosuid,size=64k tmpfs /dev",
                "mount -o remount,bind,ro,nosuid /dev",
                "mount -o remount,bind,ro /");

        assertEquals(true, object(config, "root").get("readonly"));
        assertEquals(
                List.of(Map.of(
                        "destination", "/dev",
                        "type", "tmpfs",
                        "source", "tmpfs",
                        "options", List.of("nosuid", "size=64k", "ro"))),
                config.get("mounts"));
    }

    @Test
    void leaves_masks_and_the_devices_of_all_to_the_runtime() {
        String[] lines = {
            "mount -o bind,X-mount.mkdir /dev/null dev/null",
            "mount -o bind,ro,nofail /proc/sys /proc/sys",
            "mount -o bind,nofail /dev/null /proc/keys",
            "mount -t tmpfs -o ro,nofail tmpfs /sys/firmware",
            "mount -t tmpfs -o ro,X-mount.mkdir=700 tmpfs srv"
        };
        Map<String, Object> linux = linux(lines);

        assertEquals(List.of("/proc/keys", "/sys/firmware"), linux.get("maskedPaths"));
        assertEquals(List.of("/proc/sys"), linux.get("readonlyPaths"));
        assertEquals(
                List.of(Map.of("destination", "/srv", "type", "tmpfs", "source", "tmpfs", "options", List.of("ro"))),
                config(lines).get("mounts"));
    }

    @Test
    void has_the_fields_of_the_specification_and_no_others() {
        Map<String, Object> config = config(
                "unshare uts mnt time --boottime 5",
                "sethostname box",
                "mount proc",
                "mknod /dev/null c 1 3",
                "cgroup set pids.max 20");

        assertEquals(Set.of("ociVersion", "process", "root", "hostname", "mounts", "linux"), config.keySet());
        assertEquals("1.1.0", config.get("ociVersion"), "which has time namespaces");
        assertEquals(Map.of("path", root.toString(), "readonly", false), config.get("root"));
        assertEquals("box", config.get("hostname"));
        assertEquals(
                Set.of("devices", "cgroupsPath", "resources", "timeOffsets", "namespaces"),
                object(config, "linux").keySet());
        assertEquals(
                Set.of("terminal", "user", "args", "env", "cwd", "capabilities", "noNewPrivileges"),
                object(config, "process").keySet());
    }

    @Test
    void names_the_lines_that_the_specification_has_no_words_for() {
        Bundle bundle = new Bundle("box", FEW);
        List<String> lines = List.of(
                "unshare net",
                "link up lo",
                "link up eth0",
                "bridge nut0 10.7.0.1/24",
                "veth nut1 eth0 10.7.0.2/24",
                "route default via 10.7.0.1",
                "nat nut0");
        Recipe.parse("box", lines).steps().forEach(step -> step.describe(bundle));

        // Namespaces have words, and every runtime switches lo on.
        List<String> notes = bundle.notes();
        for (String line : lines) {
            boolean said = lines.indexOf(line) < 2;
            assertEquals(!said, notes.stream().anyMatch(note -> note.startsWith("left out: " + line + ": ")), line);
        }
    }

    @Test
    void lists_no_capability_beyond_those_it_was_given() {
        Map<String, Object> sets = object(object(config(), "process"), "capabilities");

        List<String> names = List.of("CAP_CHOWN", "CAP_KILL");
        assertEquals(Map.of("bounding", names, "effective", names, "permitted", names), sets);
    }

    @Test
    void calls_namespaces_as_the_specification_does() {
        assertEquals(
                List.of(
                        Map.of("type", "uts"),
                        Map.of("type", "mount"),
                        Map.of("type", "pid"),
                        Map.of("type", "network"),
                        Map.of("type", "ipc"),
                        Map.of("type", "cgroup"),
                        Map.of("type", "time")),
                linux("unshare uts mnt pid net ipc cgroup time").get("namespaces"));
    }

    @Test
    void joins_a_namespace_by_its_path() {
        assertEquals(
                List.of(Map.of("type", "network", "path", "/proc/4711/ns/net")),
                linux("setns 4711 net").get("namespaces"));
    }

    @Test
    void keeps_the_offsets_of_the_clocks() {
        assertEquals(
                Map.of(
                        "boottime", Map.of("secs", -86_400L, "nanosecs", 0),
                        "monotonic", Map.of("secs", 5L, "nanosecs", 0)),
                linux("unshare time --boottime -86400 --monotonic 5").get("timeOffsets"));
    }

    @Test
    void writes_mounts_in_the_order_of_the_recipe() {
        Map<String, Object> proc = new LinkedHashMap<>();
        proc.put("destination", "/proc");
        proc.put("type", "proc");
        proc.put("source", "proc");
        assertEquals(
                List.of(
                        proc,
                        Map.of(
                                "destination", "/tmp",
                                "type", "tmpfs",
                                "source", "none",
                                "options", List.of("size=1m", "mode=1777")),
                        Map.of("destination", "/b", "type", "bind", "source", "/a", "options", List.of("rbind", "ro"))),
                config("mount proc", "mount -t tmpfs -o size=1m,mode=1777 none /tmp", "mount -o rbind,ro /a /b")
                        .get("mounts"));
    }

    @Test
    void leaves_out_mounts_that_were_taken_away_and_mere_changes() {
        assertEquals(
                List.of(),
                config("mount --make-rprivate /", "mount proc", "umount /proc").get("mounts"));
    }

    @Test
    void makes_a_node_and_lets_its_device_be_opened() {
        Map<String, Object> linux = linux("mknod -m 600 /dev/null c 1 3", "mknod /pipe p");

        assertEquals(
                List.of(
                        Map.of(
                                "path",
                                "/dev/null",
                                "type",
                                "c",
                                "major",
                                1,
                                "minor",
                                3,
                                "fileMode",
                                0600,
                                "uid",
                                0,
                                "gid",
                                0),
                        Map.of("path", "/pipe", "type", "p", "fileMode", 0666, "uid", 0, "gid", 0)),
                linux.get("devices"));
        assertEquals(
                List.of(Map.of("allow", true, "type", "c", "major", 1, "minor", 3, "access", "rwm")),
                object(linux, "resources").get("devices"));
    }

    @Test
    void asks_for_a_group_of_our_name_only_where_the_recipe_does() {
        assertTrue(String.valueOf(linux("cgroup new").get("cgroupsPath")).contains("nutshell"));
        assertEquals(
                Map.of("limit", 20L),
                object(linux("cgroup set pids.max 20"), "resources").get("pids"));
        assertTrue(!linux().containsKey("cgroupsPath"));
    }

    @Test
    void says_which_limits_a_machine_with_v1_refuses() {
        assertEquals(
                List.of("memory.low: files of cgroup v2, which a runtime on a machine with v1 refuses"),
                bundle("cgroup set memory.low 16M", "cgroup set pids.max 20").notes());
        assertEquals(List.of(), bundle("cgroup set pids.max 20").notes());
    }

    @Test
    void gives_the_program_what_the_recipe_leaves_it() {
        Map<String, Object> process = object(
                config(
                        "setgid 100",
                        "setuid 1000 --keepcaps",
                        "capabilities keep CAP_KILL",
                        "capabilities ambient all",
                        "no_new_privs"),
                "process");

        List<String> kill = List.of("CAP_KILL");
        assertEquals(Map.of("uid", 1000L, "gid", 100L), process.get("user"));
        assertEquals(
                Map.of("bounding", kill, "effective", kill, "permitted", kill, "inheritable", kill, "ambient", kill),
                process.get("capabilities"));
        assertEquals(true, process.get("noNewPrivileges"));
    }

    @Test
    void a_user_other_than_0_has_nothing_in_effect() {
        Map<String, Object> sets = object(object(config("setuid 1000"), "process"), "capabilities");

        assertEquals(List.of(), sets.get("effective"));
        assertEquals(List.of("CAP_CHOWN", "CAP_KILL"), sets.get("bounding"));
    }

    @Test
    void says_in_the_document_and_beside_it_what_is_left_out() {
        Bundle bundle = bundle("landlock read /");

        assertEquals(
                Map.of("nutshell.left-out.1", "landlock read /"),
                bundle.config().get("annotations"));
        assertEquals(
                List.of("left out: landlock read /: the OCI runtime specification has no words for Landlock"),
                bundle.notes());
    }

    @Test
    void starts_where_the_recipe_went_with_a_clean_environment() {
        Map<String, Object> process = object(config("chdir /srv"), "process");

        assertEquals("/srv", process.get("cwd"));
        assertEquals(List.of("sh"), process.get("args"));
        assertTrue(process.get("env") instanceof List<?> env && env.size() == 3, String.valueOf(process.get("env")));
    }

    @Test
    void is_refused_without_a_root() {
        Refusal refusal = assertThrows(Refusal.class, () -> new Bundle("box", FEW).config());

        assertEquals(Refusal.Kind.USAGE, refusal.kind());
        assertEquals("rootfs busybox", refusal.remedy());
    }

    @Test
    void has_a_filter_in_the_words_of_the_specification() {
        assumeTrue("amd64".equals(System.getProperty("os.arch")), "the architectures of x86-64 below");
        assertEquals(
                Map.of(
                        "defaultAction",
                        "SCMP_ACT_ALLOW",
                        "architectures",
                        List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86"),
                        "syscalls",
                        List.of(
                                Map.of("names", List.of("mkdir", "mkdirat"), "action", "SCMP_ACT_ERRNO", "errnoRet", 1),
                                Map.of("names", List.of("ptrace"), "action", "SCMP_ACT_KILL_PROCESS"))),
                object(linux("seccomp deny mkdir mkdirat ptrace=KILL_PROCESS"), "seccomp"));
    }

    @Test
    void has_the_rules_of_a_profile_that_its_capabilities_call_for() {
        String text = object(linux("seccomp load docker-default"), "seccomp").toString();

        assertTrue(text.contains("index=0, value=2114060288, valueTwo=0, op=SCMP_CMP_MASKED_EQ"), text);
        assertTrue(text.contains("[clone3], action=SCMP_ACT_ERRNO, errnoRet=38"), text);
        assertTrue(!text.contains("mount_setattr"), "it has no CAP_SYS_ADMIN");
    }

    @Test
    void cannot_hold_two_filters_nor_one_that_is_open_elsewhere() {
        assertThrows(Refusal.class, () -> config("seccomp deny mkdir", "seccomp deny mkdirat"));
        assertThrows(Refusal.class, () -> config("seccomp deny mkdir --arch x86_64"));
    }
}
