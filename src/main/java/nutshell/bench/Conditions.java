package nutshell.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import nutshell.refusals.Refusal;

/** Under what the figures came about: without it they could not be compared with anybody else's. */
public record Conditions(String kernel, int processors, String java, double loadBefore) {

    public static Conditions now() {
        return new Conditions(
                System.getProperty("os.version", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                load());
    }

    /** The load of the last minute, as uptime(1) shows it: what else the machine had to do. */
    private static double load() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]);
        } catch (IOException e) {
            throw Refusal.machine("cannot read /proc/loadavg", "mount -t proc proc /proc");
        }
    }

    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kernel", kernel);
        json.put("processors", processors);
        json.put("java", java);
        json.put("load_before", loadBefore);
        json.put("load_after", load());
        return json;
    }

    public String line() {
        return String.format(
                Locale.ROOT,
                "Linux %s, %d processors, Java %s; load before %.2f, after %.2f",
                kernel,
                processors,
                java,
                loadBefore,
                load());
    }
}
