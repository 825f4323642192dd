package nutshell.container;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.CapabilitySets;
import nutshell.capabilities.Credentials;

/** A bundle's process: who it is and where it starts. */
final class BundleProcess {

    private Credentials credentials;
    private String workingDirectory = "/";

    BundleProcess(CapabilitySet capabilities) {
        this.credentials = Credentials.ofRoot(capabilities);
    }

    void become(Privilege step) {
        credentials = step.after(credentials);
    }

    void changeDirectory(String directory) {
        workingDirectory =
                Path.of(workingDirectory).resolve(directory).normalize().toString();
    }

    CapabilitySet bounding() {
        return credentials.capabilities().bounding();
    }

    Map<String, Object> document(List<String> command) {
        Map<String, Object> process = new LinkedHashMap<>();
        process.put("terminal", false);
        process.put("user", Map.of("uid", credentials.user(), "gid", credentials.group()));
        process.put("args", command);
        process.put("env", Launch.environment());
        process.put("cwd", workingDirectory);
        process.put("capabilities", capabilities());
        process.put("noNewPrivileges", credentials.noNewPrivileges());
        return process;
    }

    /** The sets the program starts with; a runtime takes one that is not named for empty. */
    private Map<String, Object> capabilities() {
        CapabilitySets sets = credentials.capabilities();
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("bounding", sets.bounding().names());
        named.put("effective", sets.effective().names());
        named.put("permitted", sets.permitted().names());
        if (!sets.inheritable().isEmpty()) {
            named.put("inheritable", sets.inheritable().names());
        }
        if (!sets.ambient().isEmpty()) {
            named.put("ambient", sets.ambient().names());
        }
        return named;
    }
}
