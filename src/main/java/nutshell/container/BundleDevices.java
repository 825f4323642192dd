package nutshell.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The device nodes that a bundle names beside those of every container, and the rules that let them be opened. */
final class BundleDevices {

    private final List<Map<String, Object>> devices = new ArrayList<>();
    private final List<Map<String, Object>> allowed = new ArrayList<>();

    void add(String path, char kind, int major, int minor, int mode) {
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("path", path);
        device.put("type", String.valueOf(kind));
        if (kind != 'p') {
            device.put("major", major);
            device.put("minor", minor);
        }
        device.put("fileMode", mode);
        device.put("uid", 0);
        device.put("gid", 0);
        devices.add(device);
        if (kind != 'p') {
            // A runtime's device controller denies what is not named.
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("allow", true);
            rule.put("type", String.valueOf(kind));
            rule.put("major", major);
            rule.put("minor", minor);
            rule.put("access", "rwm");
            allowed.add(rule);
        }
    }

    List<Map<String, Object>> nodes() {
        return devices;
    }

    List<Map<String, Object>> allowed() {
        return allowed;
    }
}
