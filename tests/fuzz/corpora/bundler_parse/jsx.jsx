1const a = <B c="d" e={f} {...g}>h {i} <></> <j.k l:m="n" /> &amp; {/* o */}</B>;
