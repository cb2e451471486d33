"""slsc_service: the templates and packages of a service, as a folder.

    load("//:slsc.bzl", "slsc_service")
    slsc_service(
        name = "letters",
        config = "services/letters/serverless.yml",
        srcs = glob(["services/letters/**"], exclude = ["services/letters/.serverless/**"]),
        slsc = "//tools:slsc",
    )

Bazel hears of inputs beforehand, so no depfile is needed: what `srcs` does not name is not in the sandbox, and a missing
file is an error with its place. The output is a function of the inputs and may be cached and shared.
"""

def _slsc_service(ctx):
    out = ctx.actions.declare_directory(ctx.label.name)
    folder = ctx.file.config.dirname
    up = "/".join([".." for _ in folder.split("/")]) if folder else "."
    ctx.actions.run(
        executable = ctx.executable.slsc,
        arguments = ["compile", "--quiet", "--config", ctx.file.config.basename, "--package", up + "/" + out.path] +
                    (["--stage", ctx.attr.stage] if ctx.attr.stage else []) + [folder or "."],
        inputs = ctx.files.srcs + [ctx.file.config],
        outputs = [out],
        mnemonic = "Slsc",
        progress_message = "slsc %{label}",
    )
    return [DefaultInfo(files = depset([out]))]

slsc_service = rule(
    implementation = _slsc_service,
    attrs = {
        "config": attr.label(allow_single_file = True, mandatory = True),
        "slsc": attr.label(executable = True, cfg = "exec", mandatory = True),
        "srcs": attr.label_list(allow_files = True),
        "stage": attr.string(),
    },
)
