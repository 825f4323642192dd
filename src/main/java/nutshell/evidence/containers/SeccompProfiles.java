package nutshell.evidence.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import nutshell.evidence.Documents;
import nutshell.refusals.Refusal;

/** What a profile does, whatever it is called. */
final class SeccompProfiles {

    private SeccompProfiles() {}

    /** As {@link #effect}, for a container of this machine, whose engine may name a file here: Podman does. */
    static String effectHere(String profile) {
        return profile.startsWith("/")
                ? Documents.text(Path.of(profile))
                        .fact()
                        .map(SeccompProfiles::effect)
                        .orElse("file")
                : effect(profile);
    }

    /**
     * Takes what stands behind {@code seccomp=}: a word, or the profile itself, as docker's client sends it. Answers
     * {@code default}, {@code unconfined}, {@code allows by default}, {@code own}, or {@code file} for one we do not see.
     */
    static String effect(String profile) {
        if (profile.equals("unconfined")) {
            return "unconfined";
        }
        if (profile.equals("default") || profile.equals("builtin")) {
            return "default";
        }
        if (!profile.stripLeading().startsWith("{")) {
            return "file";
        }
        try {
            JsonNode document = Documents.parseJson(profile);
            String otherwise = document.path("defaultAction").asText("");
            return otherwise.equals("SCMP_ACT_ALLOW") || otherwise.equals("SCMP_ACT_LOG") ? "allows by default" : "own";
        } catch (Refusal e) {
            return "file";
        }
    }
}
