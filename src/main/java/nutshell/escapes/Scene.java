package nutshell.escapes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where an attack takes place.
 *
 * @param root the container's root as the host names it
 * @param mounts what it has of the host
 * @param rootOutside who root inside is on the host
 */
record Scene(Stake stake, Path root, List<HostMount> mounts, long rootOutside) {

    /** Where something of the host lies inside; where it would, if it is not there. */
    String at(Path place) {
        return mounts.stream()
                .flatMap(mount -> mount.inside(place).stream())
                .findFirst()
                .orElse("/host" + place);
    }

    /** Whether that place of the host is there inside. */
    Optional<HostMount> mountOf(Path place) {
        return mounts.stream().filter(mount -> place.startsWith(mount.source())).findFirst();
    }

    /** What most escapes come to: reads the nonce and leaves the file. */
    Attack takeAll() {
        return attacker -> {
            int nonce = attacker.note("only the host's root reads it").open(at(stake.nonceFile()));
            attacker.tell(nonce).close(nonce);
            attacker.note("a file that only the host's root could leave").create(at(stake.left()));
        };
    }

    /** Writes a program into the container's root, for the host's kernel to start: there it has another path. */
    void writeScript(Attacker attacker) {
        int script = attacker.note("on the host it is " + root.resolve("x")).create("/x");
        attacker.send(script, "#!/bin/sh\n/bin/cp %s %s\n".formatted(stake.nonceFile(), stake.left()));
        attacker.close(script);
    }

    /** Only leaves the file, for when the nonce cannot be read. */
    Attack leave() {
        return attacker -> attacker.create(at(stake.left()));
    }
}
