package nutshell.escapes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Uses the host's own tree, which was mounted for convenience. */
record HostMountEscape() implements Escape {

    @Override
    public String word() {
        return "host-mount";
    }

    @Override
    public String mistake() {
        return "/ of the host is mounted";
    }

    @Override
    public Defence fix() {
        return Defence.NO_MOUNT;
    }

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        blueprint.mount(new HostMount(Path.of("/"), "host", true, false));
    }

    @Override
    public List<Attack> ways(Scene scene) {
        return List.of(
                attacker -> {
                    attacker.note("one call, from inside").chroot(scene.at(Path.of("/")));
                    int nonce = attacker.note("only the host's root reads it")
                            .open(scene.stake().nonceFile().toString());
                    attacker.tell(nonce).close(nonce);
                    attacker.note("a file that only the host's root could leave")
                            .create(scene.stake().left().toString());
                },
                scene.takeAll(),
                scene.leave());
    }

    /** Where root inside is an ordinary user of the host's, that user's own files are still within reach. */
    @Override
    public Optional<Still> still(Scene scene) {
        Path own = scene.stake().directory().resolve("own");
        return scene.rootOutside() == 0
                ? Optional.empty()
                : Optional.of(new Still(
                        attacker -> {
                            int fd = attacker.openToWrite(scene.at(own));
                            attacker.send(fd, "changed");
                        },
                        () -> changed(own),
                        "a file of user %d, who root inside is on the host, could still be written"
                                .formatted(scene.rootOutside())));
    }

    private static boolean changed(Path own) {
        try {
            return Files.readString(own).equals("changed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void meanwhile(Scene scene) {
        Path own = scene.stake().directory().resolve("own");
        try {
            Files.writeString(own, "as was");
            Files.setAttribute(own, "unix:uid", (int) scene.rootOutside());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
