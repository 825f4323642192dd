package nutshell.cli;

import java.nio.file.Path;
import java.util.Optional;
import nutshell.drift.Image;
import nutshell.drift.Profile;
import nutshell.drift.Target;
import nutshell.kernel.Kernel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nutshell drift}: programs that were not in a container's image, told of or denied. */
@Command(
        name = "drift",
        description = "Tell of programs that were not in a container's image, or deny them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "watch|block|learn",
        footer = {"", "Example: nutshell drift block docker:web --profile web.profile"})
final class DriftCommand {

    private static final String WHO = "whom: a process of the container, or its engine's name for it";

    @Command(
            name = "watch",
            description = "Tell of every program that was not in the image; changes nothing. Until Ctrl-C, or its end.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell drift watch docker:web --seconds 60 --json"})
    int watch(
            @Parameters(paramLabel = "PID|docker:NAME|podman:NAME", description = WHO) String target,
            @Mixin DriftRun run) {
        return run.guard(target, false);
    }

    @Command(
            name = "block",
            description = "Deny every program that was not in the image (EPERM), and executable memory (memfd). Until"
                    + " Ctrl-C, or its end; if this program dies, all is let through again.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell drift block podman:db"})
    int block(
            @Parameters(paramLabel = "PID|docker:NAME|podman:NAME", description = WHO) String target,
            @Mixin DriftRun run) {
        return run.guard(target, true);
    }

    @Command(
            name = "learn",
            description =
                    "Write down which programs the image has, by path and SHA-256, to be reviewed and kept. sha256sum"
                            + " -c reads it too.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell drift learn docker:web --profile web.profile"})
    int learn(
            @Parameters(paramLabel = "PID|docker:NAME|podman:NAME", description = WHO) String target,
            @Option(names = "--profile", paramLabel = "FILE", description = "default: standard output") @Nullable Path profile,
            @Option(names = "--json", description = "one JSON document in place of the profile's text") boolean json) {
        Target whom = DriftRun.target(target);
        Profile learned = Image.learn(whom, Kernel.silent());
        Optional<Path> file = Optional.ofNullable(profile);
        file.ifPresent(path -> TextFiles.write(path, learned.text()));
        if (json) {
            System.out.println(Json.document(DriftPage.json(whom, learned)));
        } else if (file.isEmpty()) {
            System.out.print(learned.text());
        } else {
            System.out.println(DriftPage.learned(whom, learned, file.get()));
        }
        return 0;
    }
}
