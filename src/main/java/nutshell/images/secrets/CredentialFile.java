package nutshell.images.secrets;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files that are made to hold credentials, by their names, and the line by which they do. */
enum CredentialFile {
    NETRC("password in .netrc", ".*/[._]netrc", "\\bpassword\\s+\\S"),
    NPMRC("npm token", ".*/\\.npmrc", "_(?:authToken|auth|password)\\s*=\\s*[^$\\s]"),
    PYPIRC("password in .pypirc", ".*/\\.pypirc", "^\\s*password\\s*[=:]\\s*\\S"),
    DOCKER_CONFIG(
            "registry credentials",
            ".*/(?:\\.docker/config\\.json|\\.dockercfg|containers/auth\\.json)",
            "\"(?:auth|identitytoken|registrytoken)\"\\s*:\\s*\"[^\"]"),
    GIT_CREDENTIALS("git credentials", ".*/(?:\\.git-credentials|git/credentials)", "://[^/@\\s]*:[^/@\\s]+@"),
    PGPASS("PostgreSQL password", ".*/\\.pgpass", "^[^#:]+:[^:]*:[^:]*:[^:]*:."),
    MYSQL("MySQL password", ".*/\\.my\\.cnf", "^\\s*password\\s*=\\s*\\S"),
    KUBECONFIG(
            "Kubernetes credentials",
            ".*/(?:\\.kube/config|kubeconfig[^/]*|[^/]*\\.kubeconfig)",
            "^[\\s-]*(?:client-key-data|token|password)\\s*:\\s*\\S"),
    AWS_CREDENTIALS("AWS secret access key", ".*/\\.aws/credentials", "^\\s*aws_secret_access_key\\s*=\\s*\\S"),
    HTPASSWD("password hash", ".*/(?:\\.htpasswd|htpasswd)", "^[^#:]+:\\S"),
    SHADOW("password hash", "/etc/shadow-?", "^[^:]+:\\$[0-9a-z]+\\$");

    private final String kind;
    private final Pattern path;
    private final Pattern line;

    CredentialFile(String kind, String path, String line) {
        this.kind = kind;
        this.path = Pattern.compile(path);
        this.line = Pattern.compile(line);
    }

    String kind() {
        return kind;
    }

    static Optional<CredentialFile> of(String path) {
        return Arrays.stream(values())
                .filter(file -> file.path.matcher(path).matches())
                .findFirst();
    }

    boolean isIn(String text) {
        return line.matcher(text).find();
    }
}
