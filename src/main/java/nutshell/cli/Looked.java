package nutshell.cli;

import java.util.List;
import java.util.Optional;
import nutshell.container.Child;
import nutshell.container.Recipe;
import nutshell.container.Session;
import nutshell.container.Stdio;
import nutshell.evidence.Subject;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.inspect.Inspected;
import nutshell.kernel.OpenMode;

/**
 * A process that was looked at. Of a recipe it is one made for that: carried out in a session of its own, it sleeps until
 * this is closed, because the kernel gives the numbers of namespaces that are gone to others.
 */
record Looked(Inspected inspected, Optional<Session> session) implements AutoCloseable {

    /** What stands before a recipe's name where a process could be meant too. */
    private static final String RECIPE = "recipe:";

    /** Takes {@code PID}, {@code docker:NAME}, {@code podman:NAME}, {@code self}, {@code recipe:NAME}, a recipe's name or file. */
    static Looked at(String word, boolean mayChangeHost) {
        if (word.startsWith(RECIPE)) {
            return at(Recipes.find(word.substring(RECIPE.length())), mayChangeHost);
        }
        boolean recipe = Recipes.names().contains(word) || word.endsWith(".nut") || word.contains("/");
        return recipe
                ? at(Recipes.find(word), mayChangeHost)
                : new Looked(Inspected.look(Subject.parse(word)), Optional.empty());
    }

    private static Looked at(Recipe recipe, boolean mayChangeHost) {
        Session session = Sessions.open(mayChangeHost);
        try {
            session.current().apply(recipe.steps());
            int pid = sleeper(session).pid();
            Subject subject = new Subject("recipe " + recipe.name(), ProcDirectory.of(pid), Optional.empty());
            return new Looked(Inspected.look(subject), Optional.of(session));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Child sleeper(Session session) {
        int nothing = session.host().call(kernel -> kernel.open("/dev/null", OpenMode.READ_WRITE));
        try {
            Stdio silent = Stdio.inherited().background().in(nothing).out(nothing);
            return session.current().start(List.of("sleep", "600"), silent, false);
        } finally {
            session.host().run(kernel -> kernel.close(nothing));
        }
    }

    @Override
    public void close() {
        session.ifPresent(Session::close);
    }
}
