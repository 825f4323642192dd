package nutshell.evidence.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nutshell.evidence.Documents;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.evidence.containers.SecretNames;
import nutshell.evidence.host.CredentialFiles;

/** A file of variables, and which of them are secrets. */
final class EnvFile {

    private EnvFile() {}

    static Facts read(Path file, String path) {
        FactSheet sheet = new FactSheet().seen(path, "kind", "env");
        sheet.note("secrets", Documents.text(file).parsed(EnvFile::secrets));
        CredentialFiles.facts(sheet, file);
        return sheet.of("credentials", path);
    }

    static List<Map<String, String>> secrets(String text) {
        List<Map<String, String>> secrets = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                String name =
                        line.substring(0, equals).replaceFirst("^export ", "").strip();
                if (SecretNames.isSecret(name, line.substring(equals + 1).replaceAll("^[\"']|[\"']$", ""))) {
                    secrets.add(Map.of("where", "file", "name", name));
                }
            }
        }
        return secrets;
    }
}
