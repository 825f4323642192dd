package nutshell.evidence.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.mounts.MountInfo;
import org.junit.jupiter.api.Test;

class MountTableTest {

    private static final MountTable HOST = table(
            "22 1 254:0 / / rw shared:1 - ext4 /dev/vda rw",
            "23 22 0:20 / /run rw shared:2 - tmpfs tmpfs rw",
            "24 22 254:1 /home /srv/data rw - xfs /dev/vdb rw");

    private static MountTable table(String... lines) {
        return new MountTable(MountInfo.parse(List.of(lines)));
    }

    private static MountInfo mount(String line) {
        return MountInfo.parse(List.of(line)).get(0);
    }

    @Test
    void finds_what_of_the_host_a_mount_shows() {
        assertEquals(Optional.of("/etc"), HOST.origin(mount("9 8 254:0 /etc /mnt ro - ext4 /dev/vda rw")));
        assertEquals(Optional.of("/srv/data/ann"), HOST.origin(mount("9 8 254:1 /home/ann /x rw - xfs /dev/vdb rw")));
        assertEquals(Optional.of("/"), HOST.origin(mount("9 8 254:0 / /mnt ro - ext4 /dev/vda rw")));
    }

    @Test
    void knows_no_origin_of_a_file_system_the_host_has_not_mounted() {
        assertEquals(Optional.empty(), HOST.origin(mount("9 8 0:77 / /dev rw - tmpfs tmpfs rw")));
        assertEquals(
                Optional.empty(), HOST.origin(mount("9 8 254:1 /other /x rw - xfs /dev/vdb rw")), "not below /home");
    }

    @Test
    void a_name_that_only_begins_alike_is_another() {
        assertEquals(Optional.empty(), HOST.origin(mount("9 8 254:1 /homes /x rw - xfs /dev/vdb rw")));
    }

    @Test
    void a_path_leads_to_the_last_of_the_mounts_stacked_over_it() {
        MountTable table = table(
                "1 0 254:0 / / rw - ext4 a rw",
                "2 1 0:5 / /proc rw - proc proc rw",
                "3 2 0:5 /sys /proc/sys rw - proc proc rw",
                "4 3 0:5 /sys /proc/sys ro - proc proc rw");

        assertTrue(MountTable.isReadOnly(
                table.covering("/proc/sys/kernel/core_pattern").orElseThrow()));
        assertEquals("/", table.covering("/procession").orElseThrow().mountPoint());
    }

    @Test
    void finds_a_runtimes_socket_by_where_it_lies_whatever_it_is_called_inside() {
        Host host = new Host(Map.of(), HOST, Map.of(), List.of("/run/docker.sock"));

        assertEquals(
                List.of("/tmp/innocent"),
                host.runtimeSocketsIn(mount("9 8 0:20 /docker.sock /tmp/innocent rw - tmpfs tmpfs rw")));
        assertEquals(
                List.of("/host-run/docker.sock"),
                host.runtimeSocketsIn(mount("9 8 0:20 / /host-run ro - tmpfs tmpfs rw")),
                "a directory that holds it, read-only or not");
        assertEquals(
                List.of(),
                host.runtimeSocketsIn(mount("9 8 254:0 / /host ro - ext4 /dev/vda rw")),
                "the disk below does not hold what lies on the tmpfs over it");
    }

    @Test
    void takes_listening_sockets_by_the_names_runtimes_give_them() {
        // Captured on Linux 6.18 from /proc/net/unix, shortened.
        List<UnixSocket> sockets = UnixSocket.parse(List.of(
                "Num       RefCount Protocol Flags    Type St Inode Path",
                "00000000b8e1f1ae: 00000002 00000000 00010000 0001 01 2702264 /run/libvirt/libvirt-admin-sock",
                "0000000068854a2b: 00000002 00000000 00010000 0001 01 2682501 /run/nobody-has-this/docker.sock",
                "000000000473ed96: 00000003 00000000 00000000 0001 03 2683202 /run/nobody-has-this/containerd.sock",
                "00000000aaaaaaaa: 00000003 00000000 00000000 0001 03     7"));

        assertEquals(4, sockets.size());
        assertEquals(List.of("/run/nobody-has-this/docker.sock"), Host.runtimeSockets(sockets));
    }
}
