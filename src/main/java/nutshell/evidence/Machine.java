package nutshell.evidence;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import nutshell.evidence.proc.ProcDirectory;

/** Which machine a report is about, and who looked. */
public final class Machine {

    private Machine() {}

    public static Map<String, String> describe() {
        Map<String, String> machine = new LinkedHashMap<>();
        ProcDirectory kernel = new ProcDirectory(Path.of("/proc/sys/kernel"));
        machine.put("name", kernel.text("hostname").fact().orElse("?").strip());
        machine.put("kernel", kernel.text("osrelease").fact().orElse("?").strip());
        machine.put("user", System.getProperty("user.name", "?"));
        return machine;
    }
}
