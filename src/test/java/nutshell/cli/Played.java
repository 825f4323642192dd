package nutshell.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nutshell.container.Cleaner;
import nutshell.container.Places;
import nutshell.container.Session;
import nutshell.container.View;
import nutshell.kernel.Passes;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;

/**
 * A recipe as it was played by somebody who types a refused line once more: what the container is in the end, what was
 * refused, and what ought not to have happened.
 */
record Played(List<String> container, List<String> refused, List<String> wrong) {

    /** Says who it is to the kernel, where there is a /proc to ask. */
    private static final String WHO =
            "exec sh -c 'grep -E \"^(Cap|NoNewPrivs|Seccomp:|Uid|Gid|Groups)\" /proc/self/status || true'";

    static Played of(List<String> recipe, Places places) {
        Played played = new Played(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try {
            played.play(recipe, places);
        } catch (SyscallFailed | Refusal e) {
            played.refuse("the session", e);
        } catch (RuntimeException | Error e) {
            played.wrong.add(thrown(e));
        }
        if (!played.refused.isEmpty()) {
            new Cleaner(places).clean();
        }
        return played;
    }

    private void play(List<String> recipe, Places places) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        try (Session session = begun(places)) {
            Shell shell = new Shell(session, new BatchSurroundings(session, true, false, nowhere), false);
            for (String line : recipe) {
                type(shell, line);
            }
            container.addAll(type(shell, WHO).lines().toList());
            type(shell, "exec true");
            Passes.unseen(() -> View.of(session.current()).since(View.ofHost())).stream()
                    .filter(change ->
                            change.after().isPresent() && !change.what().startsWith("interface"))
                    .map(change -> change.what() + " " + change.after().orElseThrow())
                    .forEach(change -> container.add(
                            change.replace(session.id(), "ID").replaceAll("(shared|master):\\d+|\\d{4,}", "N")));
        }
    }

    private Session begun(Places places) {
        try {
            return Session.begin(places, false);
        } catch (SyscallFailed | Refusal e) {
            refuse("the beginning", e);
            return Session.begin(places, false);
        }
    }

    /** A line that was refused is typed again: the call fails only once, so nothing may stand in its way now. */
    private String type(Shell shell, String line) {
        int steps = steps(shell);
        Shell.Outcome outcome = shell.run(line);
        Optional<RuntimeException> refusal = outcome.refusal();
        if (refusal.isPresent()) {
            refuse(line, refusal.get());
            if (outcome.news().stream().anyMatch(news -> news.contains("could not be done again"))) {
                throw Refusal.failed("it was built anew, and that was refused and told", "not to go on");
            }
            if (steps(shell) != steps) {
                wrong.add("'" + line + "' was refused and left " + steps(shell) + " steps of " + steps);
            }
            outcome = shell.run(line);
            outcome.refusal().ifPresent(again -> wrong.add("'" + line + "' is refused again: " + again));
        }
        return outcome.output();
    }

    private static int steps(Shell shell) {
        return shell.session().existing().map(here -> here.recipe().size()).orElse(0);
    }

    private void refuse(String what, RuntimeException refusal) {
        String told = Tell.oneLine(refusal);
        refused.add(what + ": " + told.replace('\n', ' '));
        if (!told.contains("try:") || told.lines().count() < 2 || told.contains("Exception")) {
            wrong.add("not explained: " + told);
        }
    }

    private static String thrown(Throwable e) {
        StringBuilder text = new StringBuilder("thrown: " + e);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            for (StackTraceElement element : cause.getStackTrace()) {
                if (element.getClassName().startsWith("nutshell.") && text.length() < 900) {
                    text.append(" < ").append(element.getFileName()).append(':').append(element.getLineNumber());
                }
            }
        }
        return text.toString();
    }
}
