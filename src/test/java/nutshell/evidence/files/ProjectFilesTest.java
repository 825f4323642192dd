package nutshell.evidence.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nutshell.evidence.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as projects have them, written for these tests. */
class ProjectFilesTest {

    @TempDir
    private Path project = Path.of("");

    @Test
    void a_dockerfile_tells_its_bases_and_what_changes_by_itself() throws IOException {
        write("app/Dockerfile", """
                ARG BASE=debian:13
                FROM ${BASE} AS build
                ARG NPM_TOKEN
                RUN apt-get update && \\
                    apt-get install -y curl
                RUN curl -s https://example.org/x | sh
                ADD https://example.org/y.tar.gz /y
                FROM build
                ENV API_KEY=PLANTED-1
                RUN DB_PASSWORD='PLANTED-2' make
                COPY . /app
                """);

        Facts facts = only("dockerfiles");

        assertEquals(List.of("debian:13"), facts.texts("images"));
        assertEquals(
                List.of(
                        "line 4: installs packages without versions",
                        "line 6: runs what a URL serves today (curl into a shell)",
                        "line 7: ADD of a URL without --checksum"),
                facts.texts("unpinned"));
        assertEquals(
                List.of("NPM_TOKEN", "API_KEY", "DB_PASSWORD"),
                facts.list("secrets").stream()
                        .map(each -> each.path("name").asText())
                        .toList());
        assertFalse(facts.toString().contains("PLANTED"), facts.toString());
        assertTrue(facts.is("copies_all") && !facts.is("ignores_git"));
    }

    @Test
    void a_dockerignore_beside_it_counts() throws IOException {
        write("Dockerfile", "FROM scratch\nCOPY . /\n");
        write(".dockerignore", ".git\n.env*\n");

        assertTrue(only("dockerfiles").is("ignores_git") && only("dockerfiles").is("ignores_env"));
    }

    @Test
    void a_compose_service_is_told_in_the_words_of_containers() throws IOException {
        write("compose.yaml", """
                services:
                  web:
                    image: nginx
                    privileged: true
                    user: "1000"
                    security_opt: ["no-new-privileges:false", "seccomp=unconfined"]
                    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro", "data:/data"]
                    ports: ["8080:80", "127.0.0.1:9090:90"]
                    pid: host
                    environment: {DB_PASSWORD: PLANTED, LOG: info}
                """);

        Facts web = only("compose");

        assertEquals("compose.yaml service web", web.subject());
        assertTrue(web.is("privileged"));
        assertFalse(web.value("no_new_privs").asBoolean(true), "an option's effect, not its name");
        assertEquals("unconfined", web.text("seccomp_profile").orElse(""));
        assertEquals(
                "/var/run/docker.sock", web.list("mounts").get(0).path("source").asText());
        assertFalse(web.list("mounts").get(0).path("writable").asBoolean(true));
        assertEquals("0.0.0.0", web.list("ports").get(0).path("address").asText());
        assertEquals("127.0.0.1", web.list("ports").get(1).path("address").asText());
        assertEquals("host", web.value("namespaces").path("pid").asText());
        assertEquals("DB_PASSWORD", web.list("secrets").get(0).path("name").asText());
        assertFalse(web.toString().contains("PLANTED"));
    }

    @Test
    void a_pod_is_measured_against_each_level() throws IOException {
        write("pod.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: good}
                spec:
                  automountServiceAccountToken: false
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: app
                      image: x@sha256:00
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: bad, namespace: shop}
                spec: {template: {spec: {hostPID: true, containers: [{name: app, image: x}]}}}
                """);

        List<Facts> pods = of("manifests").stream()
                .filter(each -> each.has("pod_security"))
                .toList();

        assertEquals(
                "restricted", pods.get(0).value("pod_security").path("meets").asText());
        assertEquals(
                "privileged", pods.get(1).value("pod_security").path("meets").asText());
        assertFalse(pods.get(0).value("automount_token").asBoolean(true));
        assertTrue(pods.get(1).is("automount_token"));
        Facts all = of("manifests").stream()
                .filter(each -> each.has("without_policy"))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of("default", "shop"), all.texts("without_policy"));
    }

    @Test
    void a_template_is_unknown_until_it_is_rendered() throws IOException {
        write("templates/web.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Release.Name }}}\n");

        assertTrue(only("manifests").get(Facts.ALL).unseen().orElse("").contains("helm template"));
    }

    @Test
    void broken_yaml_is_unknown_and_not_quoted() throws IOException {
        write("broken.yaml", "apiVersion: v1\nkind: Secret\ndata: {password: PLANTED: x\n");

        Facts broken = only("manifests");

        assertTrue(broken.get(Facts.ALL).unseen().orElse("").contains("not YAML"), broken.toString());
        assertFalse(broken.toString().contains("PLANTED"), broken.toString());
    }

    @Test
    void pipelines_tell_what_they_reach_and_what_they_ignore() throws IOException {
        write(".gitlab-ci.yml", """
                services: [docker:24-dind]
                scan:
                  script:
                    - trivy image app || true
                  allow_failure: true
                """);

        Facts ci = only("ci");

        assertEquals(1, ci.texts("builder").size());
        assertEquals(List.of("trivy"), ci.texts("scans"));
        assertEquals(2, ci.texts("ignored").size());
        assertFalse(ci.is("scheduled"));
    }

    @Test
    void a_chart_without_a_lock_and_with_loose_values() throws IOException {
        write(
                "Chart.yaml",
                "name: x\ndependencies:\n- {name: redis, version: ^1.0, repository: 'https://charts.example'}\n");
        write("values.yaml", "controller: {privileged: true, password: PLANTED}\n");

        Facts chart = only("charts");

        assertEquals(
                List.of("redis is not locked: no Chart.lock with a digest", "redis takes any version that fits '^1.0'"),
                chart.texts("dependencies"));
        assertEquals(List.of("controller.privileged: true"), chart.texts("loosened"));
    }

    @Test
    void a_file_of_variables_is_told_by_names() throws IOException {
        write(".env", "# x\nDB_PASSWORD=PLANTED\nPORT=80\nDB_PASSWORD_FILE=/run/secrets/db\nTOKEN=${TOKEN}\n");

        Facts env = only("credentials");

        assertEquals(
                List.of("DB_PASSWORD"),
                env.list("secrets").stream()
                        .map(each -> each.path("name").asText())
                        .toList());
        assertFalse(env.toString().contains("PLANTED"));
    }

    @Test
    void links_are_not_followed() throws IOException {
        Files.createSymbolicLink(project.resolve("Dockerfile"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(project.resolve("loop"), project);

        assertEquals(List.of(), ProjectFiles.read(project));
    }

    private void write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private List<Facts> of(String collector) {
        return ProjectFiles.read(project).stream()
                .filter(each -> each.collector().equals(collector))
                .toList();
    }

    private Facts only(String collector) {
        List<Facts> found = of(collector);
        assertEquals(1, found.size(), found.toString());
        return found.get(0);
    }
}
