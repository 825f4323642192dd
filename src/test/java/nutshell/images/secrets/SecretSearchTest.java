package nutshell.images.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.images.Fate;
import nutshell.images.Made;
import nutshell.images.OpenImage;
import nutshell.rootfs.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SecretSearchTest {

    private static final String BASE64 = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gt";

    @TempDir
    Path temp;

    private List<Secret> in(String config, Layer... layers) throws IOException {
        try (OpenImage image = new Made(temp).image(config, layers)) {
            return SecretSearch.in(image);
        }
    }

    private List<Secret> in(Layer... layers) throws IOException {
        return in(Made.config(""), layers);
    }

    private List<String> kinds(String path, String text) throws IOException {
        return in(new Layer().file(path, text)).stream()
                .map(secret -> secret.line() + " " + secret.kind())
                .toList();
    }

    @Test
    void finds_what_a_later_layer_removed_and_names_both_layers() throws IOException {
        assertEquals(
                List.of(new Secret("private key", "/root/id", 1, 1, Optional.of(new Fate(true, 2)))),
                in(
                        new Layer().file("root/id", "-----BEGIN OPENSSH PRIVATE KEY-----\n" + BASE64 + "\n"),
                        new Layer().file("root/.wh.id", "")));
    }

    static Stream<Arguments> files() {
        String token = "f9Kd03nXq7Lw2Zr8Tb5Vh1Yc6Gm4Ps";
        return Stream.of(
                Arguments.of("root/.netrc", "machine a login b\npassword c\n", "2 password in .netrc"),
                Arguments.of("app/.npmrc", "//r/:_authToken=" + token + "\n", "1 npm token"),
                Arguments.of(
                        "root/.docker/config.json",
                        "{\"auths\":{\"r\":{\n\"auth\": \"YTpi\"}}}",
                        "2 registry credentials"),
                Arguments.of("root/.git-credentials", "https://me:word@host\n", "1 git credentials"),
                Arguments.of("home/a/.pgpass", "# h\nh:5432:db:me:word\n", "2 PostgreSQL password"),
                Arguments.of("root/.kube/config", "users:\n- user:\n    token: abcd\n", "3 Kubernetes credentials"),
                Arguments.of("root/.aws/credentials", "aws_secret_access_key = x\n", "1 AWS secret access key"),
                Arguments.of("srv/a.txt", "x\nAKIA" + "IOSFODNN7EXAMPLE\n", "2 AWS access key"),
                Arguments.of("srv/a.py", "t = 'ghp" + "_0123456789abcdefghijABCDEFGHIJ012345'\n", "1 GitHub token"),
                Arguments.of("srv/b.txt", "glpat" + "-0123456789abcdefghij", "1 GitLab token"),
                Arguments.of("srv/c.txt", "xoxb" + "-0123456789-abcdefghij", "1 Slack token"),
                Arguments.of("app/.env", "A=1\nDB_PASSWORD=letmein1\n", "2 secret by its name"),
                Arguments.of("app/app.yml", "x:\n  seed: " + token + "\n", "2 random text (entropy)"),
                Arguments.of("etc/shadow", "root:$y$j9T$abc$def:1::::::\n", "1 password hash"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void knows_a_secret_by_its_file_form_name_or_randomness(String path, String text, String told) throws IOException {
        assertEquals(List.of(told), kinds(path, text));
    }

    static Stream<Arguments> harmless() {
        return Stream.of(
                Arguments.of("etc/nsswitch.conf", "passwd: files\n"),
                Arguments.of("app/app.yml", "password: ${DB_PASSWORD}\npassword_file: /run/secrets/db\n"),
                Arguments.of("etc/shadow", "root:*:1::::::\nbin:!:1::::::\n"),
                Arguments.of("usr/bin/keys", "grep -- '-----BEGIN PRIVATE KEY-----' \"$1\"\nexit\n"),
                Arguments.of("usr/bin/elf", "\0AKIA" + "IOSFODNN7EXAMPLE"),
                Arguments.of("var/lib/dpkg/info/a.md5sums", "0123456789abcdef0123456789abcdef  usr/bin/a\n"),
                Arguments.of("root/.netrc", "machine a login b\n"));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void is_not_frightened_by_what_only_looks_like_one(String path, String text) throws IOException {
        assertEquals(List.of(), kinds(path, text));
    }

    @Test
    void finds_secrets_in_the_environment_and_in_the_history() throws IOException {
        List<String> told = in(
                        Made.config(
                                "\"Env\":[\"PATH=/bin\",\"DB_PASSWORD=hunter2hunter\"]",
                                "RUN API_TOKEN=s3cr3tvalue make"),
                        new Layer())
                .stream()
                .map(Secret::where)
                .toList();

        assertEquals(List.of("environment DB_PASSWORD", "history line 1 API_TOKEN"), told);
    }

    @Test
    void finds_a_secret_in_a_line_longer_than_the_buffer() throws IOException {
        String long_ = "x ".repeat(60_000) + "AKIA" + "IOSFODNN7EXAMPLE" + " y".repeat(60_000);

        assertEquals(List.of("1 AWS access key"), kinds("a.js", long_));
    }

    @Test
    void finds_a_secret_where_a_long_line_is_cut() throws IOException {
        for (int before = (1 << 16) - 24; before < (1 << 16) + 4; before++) {
            String text = " ".repeat(before) + "AKIA" + "IOSFODNN7EXAMPLE" + " ".repeat(70_000);
            FileSearch search = new FileSearch();
            assertTrue(
                    search.in(
                                    "/a",
                                    new java.io.ByteArrayInputStream(
                                            text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                            .containsKey("AWS access key"),
                    "cut after " + before);
        }
    }

    @Test
    void holds_no_value() throws IOException {
        String told = in(
                        Made.config("\"Env\":[\"DB_PASSWORD=hunter2hunter\"]", "RUN x --password=hunter2hunter"),
                        new Layer().file("app/.env", "DB_PASSWORD=hunter2hunter\n"))
                .toString();

        assertTrue(told.contains("DB_PASSWORD"), told);
        assertFalse(told.contains("hunter2"), told);
    }
}
