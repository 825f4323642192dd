package nutshell.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import nutshell.container.Session;
import nutshell.container.Stdio;
import nutshell.why.Why;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nutshell why}: runs a program and says of each refused system call why it was refused. */
@Command(
        name = "why",
        description = "Run CMD, and for each system call that was refused say why, by testing each possible cause.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell why -- cat /etc/shadow"})
final class WhyCommand implements Callable<Integer> {

    @Option(
            names = "--json",
            description = "one document, schema nutshell.why/1; CMD's own output goes to standard error")
    private boolean json;

    @Parameters(paramLabel = "CMD", arity = "1..*", description = "the program and its arguments")
    private List<String> command = List.of();

    @Override
    public Integer call() {
        try (Session session = Sessions.open(false)) {
            Stdio stdio = json ? Stdio.inherited().out(2) : Stdio.inherited();
            Why.Report report = Why.run(session.current(), command, stdio);
            if (json) {
                System.out.println(Json.document(document(report)));
            } else {
                Paint paint = Colors.forTerminal(TextFiles.isTerminal(2));
                Reasons.lines(report, paint, 80).forEach(System.err::println);
            }
            return report.end().shellStatus();
        }
    }

    private Map<String, Object> document(Why.Report report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", "nutshell.why/1");
        document.put("command", command);
        document.put("status", report.end().shellStatus());
        document.put("refused", report.findings().stream().map(Reasons::fields).toList());
        return document;
    }
}
