package nutshell.cli;

import java.util.ArrayList;
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
 * Whom to inspect. A recipe is carried out in a session of its own, with a process that sleeps; it lives until all have been
 * looked at, for the kernel soon gives the numbers of a namespace that has gone to another one.
 */
public final class Subjects implements AutoCloseable {

    /** What stands before a recipe's name where a process could be meant too. */
    private static final String RECIPE = "recipe:";

    private final boolean mayChangeHost;
    private final List<Session> sessions = new ArrayList<>();

    public Subjects(boolean mayChangeHost) {
        this.mayChangeHost = mayChangeHost;
    }

    /** Takes {@code PID}, {@code docker:NAME}, {@code podman:NAME}, {@code self}, {@code recipe:NAME}, a recipe's name or file. */
    public Inspected look(String word) {
        if (word.startsWith(RECIPE)) {
            return look(Recipes.find(word.substring(RECIPE.length())));
        }
        boolean recipe = Recipes.names().contains(word) || word.endsWith(".nut") || word.contains("/");
        return recipe ? look(Recipes.find(word)) : Inspected.look(Subject.parse(word));
    }

    private Inspected look(Recipe recipe) {
        Session session = Sessions.open(mayChangeHost);
        sessions.add(session);
        session.current().apply(recipe.steps());
        int nothing = session.host().call(kernel -> kernel.open("/dev/null", OpenMode.READ_WRITE));
        Child child = session.current()
                .start(
                        List.of("sleep", "600"),
                        Stdio.inherited().background().in(nothing).out(nothing),
                        false);
        session.host().run(kernel -> kernel.close(nothing));
        return Inspected.look(new Subject("recipe " + recipe.name(), ProcDirectory.of(child.pid()), Optional.empty()));
    }

    @Override
    public void close() {
        sessions.forEach(Session::close);
    }
}
