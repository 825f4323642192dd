package nutshell.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nutshell.container.Session;
import nutshell.escapes.Defence;
import nutshell.escapes.Demonstration;
import nutshell.escapes.Escape;
import nutshell.escapes.Result;

/** An escape as it is told in the shell: line by line, each when the person wants the next. */
public final class EscapePlay {

    private EscapePlay() {}

    public static void list(Shell shell) {
        page(shell).list().forEach(shell::say);
    }

    /** In a session of its own, so that the containers of this one stay as they are. */
    public static void play(Shell shell, Escape escape, List<Defence> defences) {
        Demonstration.requireAllowed(shell.session().mayChangeHost());
        try (Session session = Sessions.open(shell.session().mayChangeHost());
                Demonstration demonstration = new Demonstration(session)) {
            EscapePage page = page(shell);
            Result result = demonstration.run(escape, defences);
            List<String> lines = new ArrayList<>(page.head(escape, result.defences()));
            lines.addAll(page.recipe(result));
            result.ways().forEach(way -> lines.addAll(page.calls(way)));
            boolean further =
                    lines.stream().allMatch(line -> shell.surroundings().tell(shell, line));
            page.end(result).forEach(shell::say);
            if (further && defences.isEmpty()) {
                page.defences(each(demonstration, escape)).forEach(shell::say);
            }
        }
    }

    private static List<Result> each(Demonstration demonstration, Escape escape) {
        return Arrays.stream(Defence.values())
                .map(defence -> demonstration.run(escape, List.of(defence)))
                .toList();
    }

    private static EscapePage page(Shell shell) {
        return new EscapePage(shell.surroundings().paint(), shell.surroundings().width());
    }
}
