package nutshell.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import nutshell.capture.CapturedRecipe;
import nutshell.container.Recipe;
import nutshell.escapes.Replica;
import nutshell.evidence.Subject;
import nutshell.inspect.Inspected;

/** Whose container an escape is tried from: a running one, which is only looked at, or a recipe. */
final class EscapeSource {

    private EscapeSource() {}

    static Replica replica(String word) {
        boolean recipe = Recipes.names().contains(word) || word.endsWith(".nut") || word.contains("/");
        if (recipe) {
            return new Replica(Recipes.find(word), false, false);
        }
        Inspected inspected = Inspected.look(Subject.parse(word));
        List<String> lines = CapturedRecipe.asItIs(inspected).lines().toList();
        Optional<JsonNode> host = inspected
                .subject()
                .container()
                .map(container -> container.document().path("HostConfig"));
        boolean privileged =
                host.map(node -> node.path("Privileged").asBoolean(false)).orElse(false);
        boolean confined = inspected
                .process()
                .label()
                .fact()
                .filter(label -> !label.isBlank() && !label.startsWith("unconfined"))
                .isPresent();
        // Engines rule devices unless told otherwise. For a mere process nobody says so: then nothing is held back.
        return new Replica(Recipe.parse(word, lines), host.isPresent() && !privileged, confined);
    }
}
