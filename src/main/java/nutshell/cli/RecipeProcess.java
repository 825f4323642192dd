package nutshell.cli;

import java.util.List;
import java.util.Optional;
import nutshell.container.Child;
import nutshell.container.Places;
import nutshell.container.Recipe;
import nutshell.container.Session;
import nutshell.container.Stdio;
import nutshell.evidence.Subject;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.inspect.Inspected;
import nutshell.kernel.OpenMode;

/** What a recipe gives: carried out in a session of its own, with a process that sleeps while it is looked at. */
final class RecipeProcess {

    private static final String SLEEP = "sleep";

    private RecipeProcess() {}

    static Inspected look(Recipe recipe, boolean mayChangeHost) {
        try (Session session = Session.begin(Places.ofThisUser(), mayChangeHost)) {
            session.current().apply(recipe.steps());
            int nothing = session.host().call(kernel -> kernel.open("/dev/null", OpenMode.READ_WRITE));
            Child child = session.current()
                    .start(
                            List.of(SLEEP, "600"),
                            Stdio.inherited().background().in(nothing).out(nothing),
                            false);
            session.host().run(kernel -> kernel.close(nothing));
            return Inspected.look(
                    new Subject("recipe " + recipe.name(), ProcDirectory.of(child.pid()), Optional.empty()));
        }
    }
}
