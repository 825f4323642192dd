package nutshell.images.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nutshell.evidence.containers.SecretForm;
import nutshell.evidence.containers.SecretNames;
import nutshell.images.HistoryLine;
import nutshell.images.OpenImage;
import nutshell.rootfs.LayerEntry;

/** Finds the secrets in an image: in every layer, hidden by another or not, and in its configuration. */
public final class SecretSearch {

    private SecretSearch() {}

    /** Returns those of the configuration first, then by layer and path. */
    public static List<Secret> in(OpenImage image) {
        List<Secret> secrets = new ArrayList<>();
        FileSearch files = new FileSearch();
        image.fates((entry, fate, contents) -> {
            if (entry.kind() == LayerEntry.Kind.FILE && entry.size() > 0) {
                files.in(entry.path(), contents)
                        .forEach(
                                (kind, line) -> secrets.add(new Secret(kind, entry.path(), line, entry.layer(), fate)));
            }
        });
        secrets.sort(Comparator.comparingInt(Secret::layer)
                .thenComparing(Secret::where)
                .thenComparingInt(Secret::line)
                .thenComparing(Secret::kind));
        List<Secret> all = new ArrayList<>(configuration(image));
        all.addAll(secrets);
        return all;
    }

    private static Set<Secret> configuration(OpenImage image) {
        JsonNode config = image.document().path("config");
        Set<Secret> secrets = new LinkedHashSet<>();
        named(secrets, "environment", SecretNames.inEnvironment(config.path("Env")));
        named(secrets, "label", SecretNames.inLabels(config.path("Labels")));
        named(secrets, "command", SecretNames.inCommand(config.path("Cmd")));
        named(secrets, "entry point", SecretNames.inCommand(config.path("Entrypoint")));
        List<HistoryLine> history = image.history();
        for (int i = 0; i < history.size(); i++) {
            String command = history.get(i).command();
            String where = "history line " + (i + 1);
            named(secrets, where, SecretNames.assignments(command));
            SecretForm.in(command).ifPresent(form -> secrets.add(Secret.inConfiguration(form.words(), where)));
        }
        return secrets;
    }

    private static void named(Set<Secret> secrets, String where, List<Map<String, String>> names) {
        for (Map<String, String> found : names) {
            secrets.add(Secret.inConfiguration("secret by its name", where + " " + found.getOrDefault("name", "")));
        }
    }
}
