#!/usr/bin/env node
"use strict";
const fs = require("fs"), { join } = require("path"); // 😀
exports.handler = async () => fs.constants && join(__dirname, "ä");
module.exports = { ...exports, [`x${1}`]: this };
