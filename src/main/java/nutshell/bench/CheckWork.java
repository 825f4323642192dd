package nutshell.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole checklist over so many containers, from the command to the end of its document; beside {@code docker inspect}
 * of the same containers, which reads one of the sources that a checklist has.
 */
final class CheckWork {

    private final Path launcher;
    private final Map<String, String> sameJdk = Map.of("JAVA_HOME", System.getProperty("java.home", ""));

    CheckWork(Path launcher) {
        this.launcher = launcher;
    }

    /** Over what an engine has that answers at this address. */
    List<Contender> contenders(int count, String kind, URI engine, Optional<String> docker) {
        String work = "check, %d %s".formatted(count, kind);
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.timed(work, "nutshell check", true, () -> Started.run(sameJdk, check(engine))));
        if (count > 0) {
            docker.ifPresent(program -> contenders.add(Contender.timed(
                    work, "docker inspect", false, () -> Started.run(Map.of(), inspect(program, engine)))));
        }
        return contenders;
    }

    private List<String> check(URI engine) {
        return List.of(
                launcher.toString(),
                "check",
                "--evidence-only",
                "--format",
                "json",
                "--target",
                "docker",
                "--runtime-socket",
                engine.toString());
    }

    private static List<String> inspect(String docker, URI engine) {
        String all = "'%s' -H %s inspect $('%s' -H %s ps --quiet --no-trunc)".formatted(docker, engine, docker, engine);
        return List.of("/bin/sh", "-c", all);
    }
}
