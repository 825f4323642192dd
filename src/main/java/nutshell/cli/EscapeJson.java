package nutshell.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jnr.constants.platform.Errno;
import nutshell.escapes.Defence;
import nutshell.escapes.Escape;
import nutshell.escapes.Result;
import nutshell.kernel.SyscallEvent;
import org.jspecify.annotations.Nullable;

/** {@code nutshell.escapes/1}, {@code nutshell.escape/1} and {@code nutshell.matrix/1}. */
final class EscapeJson {

    private EscapeJson() {}

    static Map<String, @Nullable Object> list() {
        Map<String, @Nullable Object> json = Json.schema("nutshell.escapes/1");
        json.put("escapes", Escape.all().stream().map(EscapeJson::of).toList());
        json.put(
                "defences",
                List.of(Defence.values()).stream()
                        .map(defence -> Map.of("name", defence.word(), "about", defence.about()))
                        .toList());
        return json;
    }

    private static Map<String, @Nullable Object> of(Escape escape) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", escape.word());
        json.put("mistake", escape.mistake());
        json.put("fix", escape.fix().word());
        return json;
    }

    static Map<String, @Nullable Object> of(Result result) {
        Map<String, @Nullable Object> json = Json.schema("nutshell.escape/1");
        json.put("name", result.escape());
        json.put("defences", result.defences());
        json.put("outcome", result.outcome().word());
        json.put("proof", result.proof().map(EscapeJson::of).orElse(null));
        json.put("stopped_by", result.stoppedBy().map(EscapeJson::stop).orElse(null));
        json.put("why", result.why().orElse(null));
        json.put("still", result.still());
        json.put("recipe", result.lines());
        json.put("ways", result.ways().stream().map(EscapeJson::of).toList());
        return json;
    }

    private static Map<String, @Nullable Object> of(Result.Proof proof) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("nonce", proof.nonce());
        json.put("nonce_read", proof.read());
        json.put("file", proof.file());
        json.put("file_uid", proof.owner().isPresent() ? proof.owner().getAsLong() : null);
        return json;
    }

    private static Map<String, @Nullable Object> stop(SyscallEvent event) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("call", event.call());
        json.put("errno", event.errno().map(Errno::name).orElse(null));
        return json;
    }

    private static List<Map<String, @Nullable Object>> of(Result.Way way) {
        return way.calls().stream()
                .map(event -> {
                    Map<String, @Nullable Object> json = new LinkedHashMap<>();
                    json.put("call", event.call());
                    json.put("result", event.result() == SyscallEvent.NEVER_CAME_BACK ? null : event.result());
                    json.put("errno", event.errno().map(Errno::name).orElse(null));
                    return json;
                })
                .toList();
    }

    static Map<String, @Nullable Object> matrix(List<Result> cells) {
        Map<String, @Nullable Object> json = Json.schema("nutshell.matrix/1");
        json.put("kernel", System.getProperty("os.version", ""));
        json.put("cells", cells.stream().map(EscapeJson::of).toList());
        return json;
    }
}
