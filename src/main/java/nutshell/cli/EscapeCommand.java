package nutshell.cli;

import java.util.List;
import nutshell.escapes.Escape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nutshell escape}: ways from a container to the host, and what stops them, tried here and now. */
@Command(
        name = "escape",
        description = "Escape from containers made with a mistake, and see which defence stops it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|show|run|matrix",
        subcommands = {EscapeRun.class, EscapeMatrix.class},
        footer = {"", "Example: nutshell escape run host-mount --with user-namespace"})
final class EscapeCommand {

    @Command(
            name = "list",
            description = "List the escapes with the mistakes behind them, and the defences.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell escape list"})
    int list(@Option(names = "--json", description = "one JSON document") boolean json) {
        List<String> lines = json
                ? List.of(Json.document(EscapeJson.list()))
                : new EscapePage(Colors.forTerminal(TextFiles.isTerminal(1)), 80).list();
        lines.forEach(System.out::println);
        return 0;
    }

    @Command(
            name = "show",
            description = "Print an escape's page: the mistake, the attacker, the proof, the fix, the defences.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell escape show host-mount"})
    int show(@Parameters(paramLabel = "NAME", description = "one of escape list") String name) {
        TextFiles.lines(Home.escapes().resolve(Escape.of(name).word() + ".md")).forEach(System.out::println);
        return 0;
    }
}
