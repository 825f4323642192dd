package nutshell.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import jnr.constants.platform.Errno;
import nutshell.container.View;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;

/** The documents scripts read; their forms are a promise. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(
                    new SimpleModule().addSerializer(Map.of("one", 1, "two", 2).getClass(), new WithoutOrder()));

    /** What has no order of its own is written in that of its keys: the same content is the same bytes. */
    @SuppressWarnings("rawtypes") // The map's class has no type parameters to be named.
    private static final class WithoutOrder extends JsonSerializer<Map> {
        @Override
        @SuppressWarnings("unchecked")
        public void serialize(Map map, JsonGenerator out, SerializerProvider serializers) throws IOException {
            serializers.defaultSerializeValue(new TreeMap<>(map), out);
        }
    }

    private Json() {}

    /** On one line. */
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On several, for a person to read too. */
    public static String document(Object value) {
        try {
            return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes it piece by piece, on one line or on several: nothing of it is held as a text. */
    static void write(Object value, boolean indented, Writer out) throws IOException {
        ObjectWriter writer = indented ? MAPPER.writer(SerializationFeature.INDENT_OUTPUT) : MAPPER.writer();
        writer.without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValue(out, value);
        out.write('\n');
    }

    /** {@code nutshell.line/1}. */
    public static Map<String, @Nullable Object> of(Shell.Outcome outcome) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema", "nutshell.line/1");
        json.put("line", outcome.line());
        json.put("ok", outcome.ok());
        json.put("syscalls", outcome.syscalls().stream().map(Json::of).toList());
        json.put("changes", outcome.changes().stream().map(Json::of).toList());
        json.put("output", outcome.output());
        json.put("error", outcome.refusal().map(Json::of).orElse(null));
        json.put("notes", outcome.news());
        return json;
    }

    private static Map<String, @Nullable Object> of(SyscallEvent event) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", event.name());
        json.put("args", event.args());
        json.put("result", event.result() == SyscallEvent.NEVER_CAME_BACK ? null : event.result());
        json.put("errno", event.errno().map(Errno::name).orElse(null));
        json.put("micros", event.micros());
        json.put("by", event.by().name().toLowerCase(java.util.Locale.ROOT));
        return json;
    }

    private static Map<String, @Nullable Object> of(View.Change change) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("what", change.what());
        json.put("before", change.before().orElse(null));
        json.put("after", change.after().orElse(null));
        return json;
    }

    /** {@code {"call","errno","likely","try"}}; a refusal of our own has no call. */
    public static Map<String, @Nullable Object> of(RuntimeException refusal) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        SyscallFailed failed = refusal instanceof SyscallFailed f ? f : null;
        json.put("call", failed == null ? null : failed.event().call());
        json.put("errno", failed == null ? null : failed.errno().name());
        json.put(
                "likely",
                failed == null ? refusal.getMessage() : failed.advice().cause());
        json.put("try", failed == null ? remedy(refusal) : failed.advice().remedy());
        return json;
    }

    private static @Nullable String remedy(RuntimeException refusal) {
        return refusal instanceof Refusal told ? told.remedy() : null;
    }

    /** A document's first key. */
    static Map<String, @Nullable Object> schema(String name) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema", name);
        return json;
    }
}
