package nutshell.evidence;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nutshell.evidence.proc.ProcDirectory;

/** Which machine a report is about, and who looked. */
public final class Machine {

    private Machine() {}

    public static Map<String, String> describe() {
        Map<String, String> machine = new LinkedHashMap<>();
        ProcDirectory kernel = new ProcDirectory(Path.of("/proc/sys/kernel"));
        machine.put("name", kernel.text("hostname").fact().orElse("?").strip());
        machine.put("kernel", kernel.text("osrelease").fact().orElse("?").strip());
        id().ifPresent(id -> machine.put("id", id));
        machine.put("user", System.getProperty("user.name", "?"));
        return machine;
    }

    /** Tells machines of one name apart; made from machine-id(5), which itself should not be given away. */
    private static Optional<String> id() {
        return new ProcDirectory(Path.of("/etc"))
                .text("machine-id")
                .fact()
                .map(String::strip)
                .filter(id -> id.matches("[0-9a-f]{32}"))
                .map(id -> {
                    try {
                        byte[] digest = MessageDigest.getInstance("SHA-256")
                                .digest(("nutshell check " + id).getBytes(StandardCharsets.US_ASCII));
                        return HexFormat.of().formatHex(digest, 0, 6);
                    } catch (NoSuchAlgorithmException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
